from collections import namedtuple
from typing import NamedTuple


def momentum_step(params, grads, state, lr, beta=0.9):
    Here = namedtuple("Here", "v beta")
    old = state.v if state is not None else [(0.0, 0.0)] * len(params)
    v = [(beta * a + dW, beta * c + db) for (a, c), (dW, db) in zip(old, grads)]
    return [(W - lr * a, b - lr * c) for (W, b), (a, c) in zip(params, v)], Here(v, beta)


class S(NamedTuple):
    squares: list

    def average(self, i, k):
        return self.squares[i][k]


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    if state is None:
        state = S([[0.0, 0.0] for _ in params])
    new = [
        [beta * state.average(i, k) + (1 - beta) * grads[i][k] ** 2 for k in (0, 1)]
        for i in range(len(params))
    ]
    return [
        tuple(params[i][k] - lr * grads[i][k] / (np.sqrt(new[i][k]) + eps) for k in (0, 1))
        for i in range(len(params))
    ], S(new)


Moments = namedtuple("Moments", "m s")
State = namedtuple("State", "t layers", defaults=(0, ()))


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        state = State(layers=[[Moments(0.0, 0.0)] * 2 for _ in params])
    layers = [
        [
            Moments(beta1 * o.m + (1 - beta1) * g, beta2 * o.s + (1 - beta2) * g * g)
            for o, g in zip(old, layer)
        ]
        for old, layer in zip(state.layers, grads)
    ]
    new = state._replace(t=state.t + 1, layers=layers)

    def moved(p, o):
        return p - lr * (o.m / (1 - beta1**new.t)) / (np.sqrt(o.s / (1 - beta2**new.t)) + eps)

    return [[moved(p, o) for p, o in zip(*both)] for both in zip(params, layers)], new
