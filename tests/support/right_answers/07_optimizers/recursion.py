import copy


def momentum_step(params, grads, state, lr, beta=0.9):
    if isinstance(params, np.ndarray):
        v = grads + (beta * state if state is not None else 0)
        return params - lr * v, v
    parts = [
        momentum_step(p, g, None if state is None else state[i], lr, beta)
        for i, (p, g) in enumerate(zip(params, grads))
    ]
    return [p for p, _ in parts], [v for _, v in parts]


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    params, grads, state = copy.deepcopy((params, grads, state))
    if state is None:
        state = [[np.zeros_like(W), np.zeros_like(b)] for W, b in params]
    params = [list(layer) for layer in params]
    for layer, slopes, squares in zip(params, grads, state):
        for k in range(2):
            squares[k] *= beta
            squares[k] += (1 - beta) * slopes[k] ** 2
            layer[k] -= lr * slopes[k] / (squares[k] ** 0.5 + eps)
    return params, state


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    steps = (state[0] if state else 0) + 1

    def one(p, g, m, s):
        m = m * beta1 + g * (1 - beta1)
        s = s * beta2 + g**2 * (1 - beta2)
        return p - lr * m / (1 - beta1**steps) / ((s / (1 - beta2**steps)) ** 0.5 + eps), m, s

    new, ms, ss = [], [], []
    for i, (layer, slopes) in enumerate(zip(params, grads)):
        found = [
            one(layer[k], slopes[k], *((state[1][i][k], state[2][i][k]) if state else (0, 0))) for k in (0, 1)
        ]
        for into, what in zip((new, ms, ss), zip(*found)):
            into.append(what)
    return new, (steps, ms, ss)


def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):
    x = (
        [lr_max]
        if epochs < 2
        else lr_min + (lr_max - lr_min) / 2 * (1 + np.cos(np.pi / (epochs - 1) * np.arange(epochs)))
    )
    return x[epoch]
