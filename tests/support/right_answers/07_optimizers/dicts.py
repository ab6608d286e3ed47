import math


def momentum_step(params, grads, state, lr, beta=0.9):
    old = {} if state is None else state
    new = {}
    out = []
    for i, ((W, b), (dW, db)) in enumerate(zip(params, grads)):
        new[i, "W"] = beta * old.get((i, "W"), 0) + dW
        new[i, "b"] = beta * old.get((i, "b"), 0) + db
        out.append([W - lr * new[i, "W"], b - lr * new[i, "b"]])
    return out, new


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    if state is None:
        state = {"s": [[np.zeros_like(p, dtype=float) for p in layer] for layer in params]}
    s = [[beta * a + (1 - beta) * g**2 for a, g in zip(*layers)] for layers in zip(state["s"], grads)]
    new = [[p - lr / (a**0.5 + eps) * g for p, g, a in zip(*layers)] for layers in zip(params, grads, s)]
    return new, {"s": s}


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    state = {"t": 0, "m": {}, "s": {}} if state is None else state
    new = {"t": state["t"] + 1, "m": {}, "s": {}}
    t, out = new["t"], []
    for i in range(len(params)):
        parts = []
        for k in (0, 1):
            g = grads[i][k]
            m = new["m"][i, k] = beta1 * state["m"].get((i, k), 0.0) + (1 - beta1) * g
            s = new["s"][i, k] = beta2 * state["s"].get((i, k), 0.0) + (1 - beta2) * g**2
            rate = lr * math.sqrt(1 - beta2**t) / (1 - beta1**t)
            parts.append(params[i][k] - rate * m / (np.sqrt(s) + eps * math.sqrt(1 - beta2**t)))
        out.append(tuple(parts))
    return out, new


def weight_decay(params, grads, strength):
    out = []
    for layer in range(len(params)):
        W, dW = params[layer][0], grads[layer][0]
        out.append([np.add(dW, np.multiply(strength, W)), grads[layer][1].copy()])
    return out


def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):
    share = epoch / max(epochs - 1, 1)
    return lr_min + (lr_max - lr_min) * math.cos(math.pi / 2 * share) ** 2


def train_with(optimizer, X, y, params, epochs, batch_size, lr, rng):
    def plain(params, grads, state, lr):
        return sgd_step(params, grads, lr), state

    step = dict(sgd=plain, momentum=momentum_step, rmsprop=rmsprop_step, adam=adam_step)[optimizer]
    losses, state = [], None
    for _ in range(epochs):
        for batch in minibatches(X, y, batch_size, rng):
            params, state = step(params, loss_and_grads(*batch, params)[1], state, lr)
        losses.append(loss_and_grads(X, y, params)[0])
    return params, losses
