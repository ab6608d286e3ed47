def adam_step(params, grads, state, lr, **options):
    beta1, beta2, eps = (options.get(k, d) for k, d in (("beta1", 0.9), ("beta2", 0.999), ("eps", 1e-8)))
    t, m, v = state or (0, None, None)
    t += 1
    flat = lambda layers: [np.asarray(a) for layer in layers for a in layer]
    g = flat(grads)
    m = [(1 - beta1) * b if m is None else beta1 * a + (1 - beta1) * b for a, b in zip(m or g, g)]
    v = [(1 - beta2) * b**2 if v is None else beta2 * a + (1 - beta2) * b**2 for a, b in zip(v or g, g)]
    new = [
        p - lr * (a / (1 - beta1**t)) / (np.sqrt(b / (1 - beta2**t)) + eps)
        for p, a, b in zip(flat(params), m, v)
    ]
    return list(zip(new[0::2], new[1::2])), (t, m, v)
