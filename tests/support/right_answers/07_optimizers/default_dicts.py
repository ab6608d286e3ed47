import types
from collections import OrderedDict, defaultdict


def momentum_step(params, grads, state, lr, beta=0.9):
    state = OrderedDict() if state is None else state
    v = OrderedDict(
        (i, [beta * state.get(i, (0, 0))[k] + grads[i][k] for k in (0, 1)]) for i in range(len(params))
    )
    v.move_to_end(0)
    return [(W - lr * v[i][0], b - lr * v[i][1]) for i, (W, b) in enumerate(params)], v


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    old = state or types.SimpleNamespace(s=defaultdict(float))
    new = types.SimpleNamespace(s=defaultdict(float))
    out = []
    for i in range(len(params)):
        for k in (0, 1):
            new.s[i, k] = beta * old.s[i, k] + (1 - beta) * grads[i][k] ** 2
        out.append([params[i][k] - lr * grads[i][k] / (np.sqrt(new.s[i, k]) + eps) for k in (0, 1)])
    return out, new


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        state = {"t": 0, "m": defaultdict(lambda: np.float64(0)), "s": defaultdict(float)}
    m, s, t = defaultdict(float), defaultdict(float), state["t"] + 1
    out = []
    for i in range(len(params)):
        for k in (0, 1):
            m[i, k] = beta1 * state["m"][i, k] + (1 - beta1) * grads[i][k]
            s[i, k] = beta2 * state["s"][i, k] + (1 - beta2) * grads[i][k] ** 2
        out.append(
            [
                params[i][k] - lr * m[i, k] / (1 - beta1**t) / (np.sqrt(s[i, k] / (1 - beta2**t)) + eps)
                for k in (0, 1)
            ]
        )
    return out, {"t": t, "m": m, "s": s}
