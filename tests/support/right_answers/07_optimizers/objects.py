from collections import namedtuple
from dataclasses import dataclass, field


class Velocity:
    def __init__(self, layers):
        self.layers = layers

    def after(self, grads, beta):
        return Velocity([(beta * v[0] + g[0], beta * v[1] + g[1]) for v, g in zip(self.layers, grads)])


def momentum_step(params, grads, state, lr, beta=0.9):
    state = (
        state if state is not None else Velocity([(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params])
    )
    state = state.after(grads, beta)
    return [(W - lr * v, b - lr * u) for (W, b), (v, u) in zip(params, state.layers)], state


Squares = namedtuple("Squares", "weights biases")


def rmsprop_step(params, grads, state, lr, beta=0.9, eps=1e-8):
    if state is None:
        state = Squares([0.0] * len(params), [0.0] * len(params))
    state = Squares(
        [beta * s + (1 - beta) * np.square(dW) for s, (dW, _) in zip(state.weights, grads)],
        [beta * s + (1 - beta) * np.square(db) for s, (_, db) in zip(state.biases, grads)],
    )
    return [
        (W - lr * dW / (np.sqrt(s) + eps), b - lr * db / (np.sqrt(r) + eps))
        for (W, b), (dW, db), s, r in zip(params, grads, *state)
    ], state


@dataclass(frozen=True)
class Adam:
    t: int = 0
    m: tuple = ()
    s: tuple = ()


def adam_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    flat = [g for layer in grads for g in layer]
    old = state or Adam(0, tuple(0 * g for g in flat), tuple(0 * g for g in flat))
    new = Adam(
        old.t + 1,
        tuple(m + (1 - beta1) * (g - m) for m, g in zip(old.m, flat)),
        tuple(s + (1 - beta2) * (g * g - s) for s, g in zip(old.s, flat)),
    )
    moved = [
        p - lr * (m / (1 - beta1**new.t)) / (np.sqrt(s / (1 - beta2**new.t)) + eps)
        for p, m, s in zip([p for layer in params for p in layer], new.m, new.s)
    ]
    return list(zip(moved[::2], moved[1::2])), new


def weight_decay(params, grads, strength):
    return tuple((dW + strength * W, db + 0.0) for (W, b), (dW, db) in zip(params, grads))


def cosine_lr(epoch, epochs, lr_max, lr_min=0.0):
    return lr_min + 0.5 * (lr_max - lr_min) * (1 + np.cos(np.linspace(0, np.pi, epochs)[epoch]))


def train_with(optimizer, X, y, params, epochs, batch_size, lr, rng):
    class Trainer:
        state, params = None, None

        def step(self, grads):
            if optimizer == "sgd":
                self.params = sgd_step(self.params, grads, lr)
            else:
                self.params, self.state = globals()[optimizer + "_step"](self.params, grads, self.state, lr)

    trainer, losses = Trainer(), []
    trainer.params = params
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for k in range(0, len(y), batch_size):
            part = order[k : k + batch_size]
            trainer.step(loss_and_grads(X[part], y[part], trainer.params)[1])
        losses += [float(cross_entropy(forward(X, trainer.params)[0], y))]
    return trainer.params, losses
