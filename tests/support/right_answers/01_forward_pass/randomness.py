def init_params(sizes, rng):
    children = rng.spawn(len(sizes) - 1)
    return [(c.normal(0, np.sqrt(2 / a), (a, b)), np.zeros(b)) for c, a, b in zip(children, sizes, sizes[1:])]
