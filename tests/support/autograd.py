"""Derivatives by PyTorch's autograd, through PyTorch's own activations and losses; and its optimizers."""

import torch
from torch.nn import functional

from support.truth import pairs, scores

torch.set_num_threads(1)  # a few numbers at a time: more threads would only wait for one another
FAR = {"elementwise": 1e308, "scores": 1e6}  # as far as the contract of ours goes

relu, sigmoid, tanh = torch.relu, torch.sigmoid, torch.tanh
mse = functional.mse_loss


def gradients(f, *arrays):
    """∂f/∂array for each of the arrays, by one backward pass."""
    leaves = [torch.tensor(array, dtype=torch.float64, requires_grad=True) for array in arrays]
    f(*leaves).backward()
    return [leaf.grad.numpy() for leaf in leaves]


def value(f, *arrays):
    return f(*(torch.tensor(array, dtype=torch.float64) for array in arrays)).item()


def binary_cross_entropy(z, y):
    return functional.binary_cross_entropy_with_logits(z, torch.as_tensor(y, dtype=z.dtype))


def cross_entropy(z, y):
    return functional.cross_entropy(z, torch.as_tensor(y))


class Training:
    """A network of PyTorch's, and one of its optimizers; the weights may decay, the biases do not."""

    def __init__(self, params, kind, lr, strength=0.0, activation=relu, **settings):
        self.tensors = [torch.tensor(array, requires_grad=True) for pair in params for array in pair]
        self.activation = activation
        groups = [{"params": self.tensors[::2], "weight_decay": strength}, {"params": self.tensors[1::2]}]
        self.optimizer = getattr(torch.optim, kind)(groups, lr=lr, **settings)

    def loss(self, X, y):
        return cross_entropy(scores(torch.tensor(X), self.tensors, self.activation), y)

    def step(self, X, y):
        self.optimizer.zero_grad()
        self.loss(X, y).backward()
        self.optimizer.step()

    def step_by(self, grads):
        """One step by gradients that are given."""
        for tensor, gradient in zip(self.tensors, [array for pair in grads for array in pair]):
            tensor.grad = torch.tensor(gradient)
        self.optimizer.step()

    def params(self):
        return pairs([tensor.detach().numpy().copy() for tensor in self.tensors])
