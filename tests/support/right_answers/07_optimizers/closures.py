from collections import deque


def momentum_step(params, grads, state, lr, beta=0.9):
    vs = deque(maxlen=2 * len(params))
    old = deque([0.0] * 2 * len(params)) if state is None else state
    flat_g = [g for layer in grads for g in layer]
    for v, g in zip(old, flat_g):
        vs.append(beta * v + g)
    it = iter(vs)
    return [(W - lr * next(it), b - lr * next(it)) for W, b in params], vs


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    def closure(past):
        def after(grads):
            return [[beta * a + (1 - beta) * g * g for a, g in zip(*z)] for z in zip(past, grads)]

        return after

    state = closure([[0.0, 0.0]] * len(params)) if state is None else state
    s = state(grads)
    return [[p - lr * g / (np.sqrt(a) + eps) for p, g, a in zip(*z)] for z in zip(params, grads, s)], closure(
        s
    )


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    history = (state if state is not None else []) + [[[np.array(g) for g in layer] for layer in grads]]
    t = len(history)
    out = []
    for i in range(len(params)):
        new = []
        for k in (0, 1):
            m = sum((1 - beta1) * beta1 ** (t - 1 - j) * history[j][i][k] for j in range(t))
            s = sum((1 - beta2) * beta2 ** (t - 1 - j) * history[j][i][k] ** 2 for j in range(t))
            new.append(params[i][k] - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps))
        out.append(new)
    return out, history
