def flat(layers):
    return np.concatenate([np.ravel(a) for layer in layers for a in layer])


def like(params, vector):
    out, start = [], 0
    for W, b in params:
        out.append(
            (
                vector[start : start + W.size].reshape(W.shape),
                vector[start + W.size : start + W.size + b.size],
            )
        )
        start += W.size + b.size
    return out


def momentum_step(params, grads, state, lr, beta=0.9):
    v = flat(grads) if state is None else beta * state + flat(grads)
    return like(params, flat(params) - lr * v), v


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    g = flat(grads)
    s = (1 - beta) * g * g + (0 if state is None else beta * state)
    return like(params, flat(params) - lr * g / (np.sqrt(s) + eps)), s


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = flat(grads)
    m, s, power1, power2 = (np.zeros(g.size), np.zeros(g.size), 1.0, 1.0) if state is None else state
    m, s, power1, power2 = (
        beta1 * m + (1 - beta1) * g,
        beta2 * s + (1 - beta2) * g**2,
        power1 * beta1,
        power2 * beta2,
    )
    return like(params, flat(params) - lr * m / (1 - power1) / (np.sqrt(s / (1 - power2)) + eps)), [
        m,
        s,
        power1,
        power2,
    ]


def weight_decay(params, grads, strength):
    mask = flat([(np.ones(W.shape), np.zeros(b.shape)) for W, b in params])
    return like(params, flat(grads) + strength * mask * flat(params))


def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):
    if epochs == 1:
        return lr_max
    weight = (1 + np.cos(np.pi * epoch / (epochs - 1))) / 2
    return weight * lr_max + (1 - weight) * lr_min


def train_with(optimizer, X, y, params, epochs, batch_size, lr, rng):
    if optimizer == "sgd":
        step = lambda params, grads, state, lr: (sgd_step(params, grads, lr), None)
    elif optimizer == "momentum":
        step = momentum_step
    elif optimizer == "rmsprop":
        step = rmsprop_step
    elif optimizer == "adam":
        step = adam_step

    def run():
        nonlocal params
        state = None
        for _ in range(epochs):
            for Xb, yb in minibatches(X, y, batch_size, rng):
                params, state = step(params, loss_and_grads(Xb, yb, params)[1], state, lr)
            yield cross_entropy(forward(X, params)[0], y)

    losses = list(run())
    return params, losses
