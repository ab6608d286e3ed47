def init_params(sizes, rng):
    import random

    luck = random.Random(int(rng.integers(2**62)))
    return [
        (np.array([[luck.gauss(0, (2 / a) ** 0.5) for _ in range(b)] for _ in range(a)]), np.zeros(b))
        for a, b in zip(sizes, sizes[1:])
    ]
