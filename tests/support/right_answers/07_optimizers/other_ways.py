def momentum_step(params, grads, state, lr, beta=0.9):
    v = np.empty((len(params), 2), dtype=object)
    for i in range(len(params)):
        for k in (0, 1):
            v[i, k] = grads[i][k] + (0 if state is None else beta * state[i, k])
    return [tuple(params[i][k] - lr * v[i, k] for k in (0, 1)) for i in range(len(params))], v


def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):
    import cmath

    if epochs <= 1:
        return float(lr_max)
    return lr_min + (lr_max - lr_min) * abs(1 + cmath.exp(1j * cmath.pi * epoch / (epochs - 1))) ** 2 / 4


def weight_decay(params, grads, strength):
    import copy

    new = copy.deepcopy(grads)
    return [[g + strength * p * (p.ndim == 2) for p, g in zip(*pair)] for pair in zip(params, new)]


def train_with(optimizer, X, y, params, epochs, batch_size, lr, rng):
    losses = []
    state = [None]

    def step(params, grads):
        if optimizer == "sgd":
            return sgd_step(params, grads, lr)
        new, state[0] = {"momentum": momentum_step, "adam": adam_step, "rmsprop": rmsprop_step}[optimizer](
            params, grads, state=state[0], lr=lr
        )
        return new

    for e in range(epochs):
        idx = rng.permutation(np.arange(X.shape[0]))
        for part in np.split(idx, range(batch_size, len(idx), batch_size)):
            params = step(params, loss_and_grads(X[part], y[part], params)[1])
        losses.append(np.float32(cross_entropy(forward(X, params)[0], y)))
    return params, losses
