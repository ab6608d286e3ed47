def init_params(sizes, rng):
    old = np.random.RandomState(rng.bit_generator)
    return [(np.sqrt(2 / a) * old.randn(a, b), np.zeros(b)) for a, b in zip(sizes, sizes[1:])]
