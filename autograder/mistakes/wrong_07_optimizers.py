"""Mistakes that learners make with optimizers; each docstring is the hint."""

import itertools

import numpy as np

from autograder.reference import (
    accuracy,
    adam_step,
    cross_entropy,
    forward,
    loss_and_grads,
    minibatches,
    momentum_step,
    rmsprop_step,
    sgd_step,
    softmax,
    weight_decay,
)


def _each(params, grads, state, rule):
    """Apply rule(p, g, memory) → (p, memory) to every weight and bias; the memory is a pair of numbers, zeros at first."""
    zero = (0.0, 0.0)
    state = [(zero, zero)] * len(params) if state is None else state
    done = [[rule(p, g, memory) for p, g, memory in zip(*layer)] for layer in zip(params, grads, state)]
    return [tuple(p for p, _ in layer) for layer in done], [tuple(m for _, m in layer) for layer in done]


def _one_memory(params, grads, state, rule):
    """As _each, but all layers share the memory of one."""
    shared = ((0.0, 0.0), (0.0, 0.0)) if state is None else state
    after = []
    for layer in zip(params, grads):
        done = [rule(p, g, memory) for p, g, memory in zip(*layer, shared)]
        after, shared = [*after, tuple(p for p, _ in done)], tuple(memory for _, memory in done)
    return after, shared


def _weights_only(step, params, grads, state, lr, *options):
    """`step` for the weights, a plain gradient step for the biases."""
    after, state = step(params, grads, state, lr, *options)
    return [(W, b - lr * db) for (W, _), (_, b), (_, db) in zip(after, params, grads)], state


def _biases_left(params, after, state):
    """The biases as they were."""
    return [(W, b) for (W, _), (_, b) in zip(after, params)], state


def _momentum(params, grads, state, lr, velocity, step=lambda v, g: v, each=_each):
    """Momentum with another velocity(v, g), or with step(v, g) in the place of the new velocity."""

    def rule(p, g, memory):
        v = velocity(memory[0], g)
        return p - lr * step(v, g), (v, v)

    return each(params, grads, state, rule)


def _rmsprop(params, grads, state, lr, beta, eps, square=np.square, scaled=None, each=_each):
    """RMSProp with one part exchanged: square(g) enters the average s, scaled(lr · g, s) is the step."""
    scaled = scaled or (lambda step, s: step / (np.sqrt(s) + eps))

    def rule(p, g, memory):
        s = beta * memory[0] + (1 - beta) * square(g)
        return p - scaled(lr * g, s), (s, s)

    return each(params, grads, state, rule)


def _zeros(params):
    return [[np.zeros(np.shape(p)) for p in layer] for layer in params]


def _scaled(params, grads, squares, lr, eps):
    """The parameters after steps along g/(√s + eps)."""
    layers = zip(params, grads, squares)
    return [tuple(p - lr * g / (np.sqrt(s) + eps) for p, g, s in zip(*layer)) for layer in layers]


def momentum_step__gradient_weighted(params, grads, state, lr, beta=0.9):
    """Each gradient counts in your step with the fraction 1 − β only. That is a moving average; here the velocity is a sum: the whole new gradient is added to the shrunken old velocity."""
    return _momentum(params, grads, state, lr, lambda v, g: beta * v + (1 - beta) * g)


def momentum_step__state_not_carried(params, grads, state, lr, beta=0.9):
    """Your steps are those of plain gradient descent: no old velocity has a part in them. Does the step go by the velocity, and not by the gradient? Does each velocity go on from the one in `state`, with zeros only where that is None, and is the new one returned?"""
    return _each(params, grads, None, lambda p, g, memory: (p - lr * g, memory))


def momentum_step__nothing_to_carry(params, grads, state, lr, beta=0.9):
    """Your state is as empty when it goes out as when it came in, so every velocity starts from zero and this is plain gradient descent. Return the new velocities: the next step goes on from them."""
    return momentum_step(params, grads, state, lr, beta)[0], None


def momentum_step__no_first_state(params, grads, state, lr, beta=0.9):
    """Before the first step `state` is None, and you go through it as if it held velocities. Begin with velocities of zero where it is None: one for each array of `params`, of its shape."""
    new, velocities = [], []
    for (W, b), (dW, db), (vW, vb) in zip(params, grads, state):
        velocities.append((beta * vW + dW, beta * vb + db))
        new.append((W - lr * velocities[-1][0], b - lr * velocities[-1][1]))
    return new, velocities


def momentum_step__biases_without_velocity(params, grads, state, lr, beta=0.9):
    """Your biases move by their gradient alone. They need a velocity of their own, as the weights have one."""
    new, kept = momentum_step(params, grads, state, lr, beta)
    return [(W, b - lr * db) for (W, _), (_, b), (_, db) in zip(new, params, grads)], kept


def momentum_step__one_velocity_for_all_layers(params, grads, state, lr, beta=0.9):
    """Your layers share one velocity: each goes on from that of the layer before, of another shape. Every W and every b has its own; and `[[0, 0]] * n` holds one list n times, not n lists."""
    return _momentum(params, grads, state, lr, lambda v, g: beta * v + g, each=_one_memory)


def momentum_step__state_first(params, grads, state, lr, beta=0.9):
    """You return the state first. The new params come first, then the state."""
    return momentum_step(params, grads, state, lr, beta)[::-1]


def momentum_step__moves_by_the_old_velocity(params, grads, state, lr, beta=0.9):
    """You move by the velocity as it was before this gradient, so each gradient takes effect one step late. Renew the velocity first, then move by the new one."""

    def rule(p, g, memory):
        return p - lr * memory[0], (beta * memory[0] + g, 0.0)

    return _each(params, grads, state, rule)


def momentum_step__lr_inside_the_velocity(params, grads, state, lr, beta=0.9):
    """The learning rate goes into your velocity, so what you remember of a step keeps the learning rate of its time. The velocity holds gradients alone; the learning rate of today multiplies all of it."""
    return _momentum(params, grads, state, 1, lambda v, g: beta * v + lr * g)


def momentum_step__lr_twice(params, grads, state, lr, beta=0.9):
    """The learning rate is applied twice, once in the velocity and once in the step. The velocity is made of gradients only."""
    return _momentum(params, grads, state, lr, lambda v, g: beta * v + lr * g)


def momentum_step__beta_on_the_gradient(params, grads, state, lr, beta=0.9):
    """You multiply the new gradient by β and keep the old velocity whole, so that nothing is ever forgotten. β shrinks the old velocity."""
    return _momentum(params, grads, state, lr, lambda v, g: v + beta * g)


def momentum_step__looks_ahead(params, grads, state, lr, beta=0.9):
    """You count the gradient once more and shrink the new velocity again: that is Nesterov's momentum. Here the parameters move by lr times the new velocity itself."""
    return _momentum(params, grads, state, lr, lambda v, g: beta * v + g, step=lambda v, g: beta * v + g)


def momentum_step__biases_left_out(params, grads, state, lr, beta=0.9):
    """Your biases never move. Each layer holds a pair, weights and bias, and the rule is for both."""
    return _biases_left(params, *momentum_step(params, grads, state, lr, beta))


def momentum_step__changes_state(params, grads, state, lr, beta=0.9):
    """Your function changes the velocity that it was given, so the same `state` given twice does not give the same step. Make a new velocity and leave the old one as it was."""
    state = _zeros(params) if state is None else state
    for velocities, layer in zip(state, grads):
        velocities[:] = [beta * v + g for v, g in zip(velocities, layer)]
    return [tuple(p - lr * v for p, v in zip(*layer)) for layer in zip(params, state)], state


def momentum_step__starts_at_the_gradient(params, grads, state, lr, beta=0.9):
    """Your first velocity is (1 + β) times the gradient: you begin with the gradient where there is no state, and add it once more. Every velocity begins as 0."""
    return momentum_step(params, grads, grads if state is None else state, lr, beta)


def rmsprop_step__eps_inside_the_root(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You add eps under the root, where it counts as its own square root, ten thousand times as much. It belongs beside the root: take the root first, then add."""
    return _rmsprop(params, grads, state, lr, beta, eps, scaled=lambda step, s: step / np.sqrt(s + eps))


def rmsprop_step__eps_left_out(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Unless s is nearly 0, `eps` has no effect in your step; it is added to the root whatever s is."""
    return _rmsprop(params, grads, state, lr, beta, eps, scaled=lambda step, s: step / np.sqrt(s))


def rmsprop_step__starts_at_the_first_square(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Your average starts at the first square itself. It starts at 0, so the first value is (1 − β) times that square."""
    if state is None:
        state = [tuple(np.square(g) for g in layer) for layer in grads]  # β g² + (1 − β) g² is g²
    return rmsprop_step(params, grads, state, lr, beta, eps)


def rmsprop_step__changes_state(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You change the averages in the `state` that came in. Make new ones: the same call made twice must give the same."""
    state = _zeros(params) if state is None else state
    for averages, layer in zip(state, grads):
        averages[:] = [beta * s + (1 - beta) * g**2 for s, g in zip(averages, layer)]
    return _scaled(params, grads, state, lr, eps), state


def rmsprop_step__eps_beside_the_fraction(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You add eps to the whole quotient: without parentheses the division comes first. It belongs to the divisor, beside the root."""
    after, state = _rmsprop(params, grads, state, lr, beta, eps, scaled=lambda step, s: step / np.sqrt(s))
    return [(W + eps, b + eps) for W, b in after], state


def rmsprop_step__root_kept_in_the_state(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You keep the root of the average in the state and go on from it as if it were the average. Keep s itself; its root is for this step only."""

    def rule(p, g, memory):
        root = np.sqrt(beta * memory[0] + (1 - beta) * g**2)
        return p - lr * g / (root + eps), (root, root)

    return _each(params, grads, state, rule)


def rmsprop_step__gradient_lost(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You divide lr alone by the root, so every parameter moves downwards, whatever the sign of its gradient. The gradient stands above the root."""
    return _rmsprop(params, grads, state, lr, beta, eps, scaled=lambda step, s: lr / (np.sqrt(s) + eps))


def rmsprop_step__one_average_for_all_layers(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Your layers share one average: each goes on from that of the layer before, of another shape. Every W and every b has its own; and `[[0, 0]] * n` holds one list n times, not n lists."""
    return _rmsprop(params, grads, state, lr, beta, eps, each=_one_memory)


def rmsprop_step__root_left_out(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You divide by the average square itself. Its root has the unit of a gradient; without it, small gradients make huge steps."""
    return _rmsprop(params, grads, state, lr, beta, eps, scaled=lambda step, s: step / (s + eps))


def rmsprop_step__gradient_not_squared(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You average the gradient, not its square. Gradients of both signs cancel, and the root of a negative average is nan: square each gradient before it enters the average."""
    return _rmsprop(params, grads, state, lr, beta, eps, lambda g: g)


def rmsprop_step__squares_summed(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Your squares are added up and never fade (AdaGrad's rule), so the steps become smaller for ever. Here they form a moving average with the weights β and 1 − β."""

    def rule(p, g, memory):
        s = memory[0] + g**2
        return p - lr * g / (np.sqrt(s) + eps), (s, s)

    return _each(params, grads, state, rule)


def rmsprop_step__square_not_weighted(params, grads, state, lr, beta=0.9, eps=1e-8):
    """The new square enters your average whole. In a moving average the two weights sum to one: β for the old value, 1 − β for the new one."""
    return _rmsprop(params, grads, state, lr, beta, eps, lambda g: g**2 / (1 - beta))


def rmsprop_step__weights_exchanged(params, grads, state, lr, beta=0.9, eps=1e-8):
    """β and 1 − β have changed places: your average keeps a tenth of the past where it should keep nine tenths."""
    return rmsprop_step(params, grads, state, lr, 1 - beta, eps)


def rmsprop_step__divides_by_the_old_average(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You divide by the average as it was before this gradient; at the first step that is zero, and the step explodes. Renew the average first, then divide by the new one."""

    def rule(p, g, memory):
        s = beta * memory[0] + (1 - beta) * g**2
        return p - lr * g / (np.sqrt(memory[0]) + eps), (s, s)

    return _each(params, grads, state, rule)


def rmsprop_step__one_scale_for_all(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You divide a whole array by one number. Every single weight has its own average and its own scale: work elementwise, with no mean and no sum over the entries."""
    return _rmsprop(params, grads, state, lr, beta, eps, lambda g: np.mean(g**2))


def rmsprop_step__one_sum_for_all(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You divide a whole array by one number, the length of its gradient. Every single weight has its own average and its own scale: work elementwise, with no norm and no sum over the entries."""
    return _rmsprop(params, grads, state, lr, beta, eps, lambda g: np.sum(g**2))


def rmsprop_step__one_scale_for_each_column(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You divide each column of a W by one number, made of the mean of its squares along axis 0. Every single weight has its own average and its own scale: work elementwise, with no mean over the entries."""
    return _rmsprop(params, grads, state, lr, beta, eps, lambda g: np.mean(g**2, axis=0))


def rmsprop_step__multiplied_by_the_root(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You multiply the gradient by the root of its average square, so large gradients make larger steps still. Divide by the root: that takes the scale of the gradient away."""
    return _rmsprop(params, grads, state, lr, beta, eps, scaled=lambda step, s: step * (np.sqrt(s) + eps))


def rmsprop_step__doubled_for_squared(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You average twice the gradient, not its square: `g * 2` doubles, `g ** 2` squares."""
    return _rmsprop(params, grads, state, lr, beta, eps, lambda g: 2 * g)


def rmsprop_step__state_not_carried(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Your average starts from zero in every call, so that each step sees one gradient only. Begin with zeros only when `state` is None; otherwise go on from the average in it, and return the new one."""
    return rmsprop_step(params, grads, None, lr, beta, eps)


def rmsprop_step__nothing_to_carry(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Your state is as empty when it goes out as when it came in, so each step sees one gradient only. Return the new averages: the next step goes on from them."""
    return rmsprop_step(params, grads, state, lr, beta, eps)[0], None


def rmsprop_step__bias_corrected(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You divide the average by 1 − βᵗ. That correction belongs to Adam; RMSProp uses its average as it is."""

    def rule(p, g, memory):
        t, s = memory[1] + 1, beta * memory[0] + (1 - beta) * g**2
        return p - lr * g / (np.sqrt(s / (1 - beta**t)) + eps), (s, t)

    return _each(params, grads, state, rule)


def rmsprop_step__average_not_returned(params, grads, state, lr, beta=0.9, eps=1e-8):
    """You return the state that you were given. The next step then starts from the same old average: return the new one."""
    after, new_state = rmsprop_step(params, grads, state, lr, beta, eps)
    return after, new_state if state is None else state


def rmsprop_step__biases_left_out(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Your biases never move. Each layer holds a pair, weights and bias, and the rule is for both."""
    return _biases_left(params, *rmsprop_step(params, grads, state, lr, beta, eps))


def rmsprop_step__biases_not_scaled(params, grads, state, lr, beta=0.9, eps=1e-8):
    """Your biases take plain gradient steps, not scaled ones. Every trainable number follows the same rule."""
    return _weights_only(rmsprop_step, params, grads, state, lr, beta, eps)


def _adam(params, grads, state, options, divisors=None, size=None, start=0,
          enters=lambda g: g, square=lambda g, m: g**2, each=_each):  # fmt: skip
    """Adam with one part exchanged; options is (lr, β₁, β₂, eps).

    m̂ and ŝ are m and s divided by divisors(t), size(lr · m̂, ŝ) is the step; enters(g) goes into m, and square(g, m) into s.
    """
    (lr, beta1, beta2, eps), (t, memory) = options, (start, None) if state is None else state
    t += 1
    divisors = divisors or (lambda t: (1 - beta1**t, 1 - beta2**t))
    size = size or (lambda step, s: step / (np.sqrt(s) + eps))

    def rule(p, g, averages):
        m = beta1 * averages[0] + (1 - beta1) * enters(g)
        s = beta2 * averages[1] + (1 - beta2) * square(g, m)
        of_m, of_s = divisors(t)
        return p - size(lr * (m / of_m), s / of_s), (m, s)

    params, memory = each(params, grads, memory, rule)
    return params, (t, memory)


def adam_step__no_bias_correction(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You use m and s as they are. Both start at zero and are much too small at first, s most of all, so your first steps are too long: divide each by 1 minus its β to the power t."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1, 1))


def adam_step__only_m_corrected(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You correct m and forget s. The average of the squares starts at zero as well, and needs the same correction with β₂."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1 - beta1**t, 1))


def adam_step__only_s_corrected(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You correct s and forget m. The average of the gradients starts at zero as well, and needs the same correction with β₁."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1, 1 - beta2**t))


def adam_step__t_starts_at_zero(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your first step has t = 0, and 1 − β⁰ is zero: you divide by it. Count the step before you use t, so that the first one is number 1."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), start=-1)


def adam_step__t_starts_at_two(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your first step has t = 2. Count from zero before the first step, add one in each call, and use that."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), start=1)


def adam_step__t_not_carried(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You divide by 1 − β at every step, long after the averages have grown. The divisor is 1 − βᵗ: is the power there, and does t go on from call to call? Its place is in the state, beside m and s."""
    params, (_, memory) = _adam(params, grads, state, (lr, beta1, beta2, eps))
    return params, (0, memory)


def adam_step__t_counts_layers(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your t grows inside the loop over the layers, so that later layers are at a later time. One call is one step: count once."""
    t, memory = (0, [None] * len(params)) if state is None else state
    after, later = [], []
    for layer, gradients, averages in zip(params, grads, memory):
        before = None if averages is None else (t, averages)
        new, (t, averages) = _adam([layer], [gradients], before, (lr, beta1, beta2, eps), start=t)
        after, later = after + new, [*later, averages]
    return after, (t, later)


def adam_step__t_counts_parameters(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your t grows with every weight matrix and every bias, so that later ones are at a later time. One call is one step: count once."""
    count = itertools.count(1 if state is None else state[0] + 1)

    def divisors(_):
        t = next(count)
        return 1 - beta1**t, 1 - beta2**t

    params, (_, memory) = _adam(params, grads, state, (lr, beta1, beta2, eps), divisors)
    return params, (next(count) - 1, memory)


def adam_step__corrections_exchanged(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You correct m with β₂ and s with β₁. Each average is divided by 1 minus the power of its own β."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1 - beta2**t, 1 - beta1**t))


def adam_step__beta1_corrects_both(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You correct s with β₁, as m. Each average is divided by 1 minus the power of its own β."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1 - beta1**t, 1 - beta1**t))


def adam_step__eps_inside_the_root(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You add eps under the root, where it counts as its own square root, ten thousand times as much. It belongs beside the root: take the root first, then add."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), size=lambda step, s: step / np.sqrt(s + eps))


def adam_step__eps_left_out(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Unless ŝ is nearly 0, `eps` has no effect in your step; it is added to the root whatever ŝ is."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), size=lambda step, s: step / np.sqrt(s))


def adam_step__arrays_of_state_changed(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You change the `state` that came in, or the arrays in it. Make new ones: the same call made twice must give the same."""
    after, new = _adam(params, grads, state, (lr, beta1, beta2, eps))
    if state is None:
        return after, new
    for layer, averages in zip(state[1], new[1]):
        for arrays, values in zip(layer, averages):
            for array, value in zip(arrays, values):
                array[...] = value
    return after, (new[0], state[1])


def adam_step__eps_beside_the_fraction(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You add eps to the whole quotient: without parentheses the division comes first. It belongs to the divisor, beside the root."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), size=lambda step, s: step / np.sqrt(s) - eps)


def adam_step__root_before_the_correction(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You take the root of s first and correct the root. The correction is of the average of squares: divide s, then take the root."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1 - beta1**t, (1 - beta2**t) ** 2))


def adam_step__corrections_multiplied(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You multiply by 1 − βᵗ. The averages are too small at first, and that makes them smaller still: divide."""
    return _adam(
        params, grads, state, (lr, beta1, beta2, eps), lambda t: (1 / (1 - beta1**t), 1 / (1 - beta2**t))
    )


def adam_step__power_of_the_difference(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You raise 1 − β to the power t. The power is of β alone: 1 minus βᵗ."""
    return _adam(
        params, grads, state, (lr, beta1, beta2, eps), lambda t: ((1 - beta1) ** t, (1 - beta2) ** t)
    )


def adam_step__correction_without_parentheses(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You divide by 1 and subtract βᵗ from the quotient: without parentheses the division comes first. ŝ becomes negative, and its root nan. The divisor is the whole of 1 − βᵗ."""
    t = 1 if state is None else state[0] + 1

    def size(step, s):
        return (step - lr * beta1**t) / (np.sqrt(s - beta2**t) + eps)

    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1, 1), size)


def adam_step__betas_fixed(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You use 0.9 and 0.999 whatever `beta1` and `beta2` say. The numbers in the signature are only what holds when the caller names none."""
    return _adam(params, grads, state, (lr, 0.9, 0.999, eps))


def adam_step__betas_fixed_in_the_corrections(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your corrections use 0.9 and 0.999 whatever `beta1` and `beta2` say. Each average is corrected with the β that made it."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1 - 0.9**t, 1 - 0.999**t))


def adam_step__gradient_not_squared(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your s averages the gradient, not its square. The root of a negative average is nan: square each gradient before it enters s."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), square=lambda g, m: g)


def adam_step__one_scale_for_all(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You divide a whole array by one number, made of the mean of its squares. Every single weight has its own average and its own scale: work elementwise, with no mean over the entries."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), square=lambda g, m: np.mean(g**2))


def adam_step__one_sum_for_all(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You divide a whole array by one number, the length of its gradient. Every single weight has its own average and its own scale: work elementwise, with no norm and no sum over the entries."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), square=lambda g, m: np.sum(g**2))


def adam_step__gradients_summed_in_m(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The new gradient enters your m whole, as in momentum. In a moving average the two weights sum to one: β₁ for the old value, 1 − β₁ for the new one."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), enters=lambda g: g / (1 - beta1))


def adam_step__squares_summed_in_s(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The new square enters your s whole. In a moving average the two weights sum to one: β₂ for the old value, 1 − β₂ for the new one."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), square=lambda g, m: g**2 / (1 - beta2))


def adam_step__betas_exchanged_in_the_averages(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """In your averages β₁ and β₂ have changed places, and in the corrections they have not. β₁ is for the average of the gradients, β₂ for the average of their squares."""
    return _adam(params, grads, state, (lr, beta2, beta1, eps), lambda t: (1 - beta1**t, 1 - beta2**t))


def adam_step__beta1_averages_both(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You average the squares with β₁ and correct them with β₂. β₂ is for both: s keeps the fraction β₂ of its old value."""
    return _adam(params, grads, state, (lr, beta1, beta1, eps), lambda t: (1 - beta1**t, 1 - beta2**t))


def adam_step__beta1_for_both(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You average the squares with β₁ and correct them with β₁, as m. Both are for β₂: s keeps the fraction β₂ of its old value, and is divided by 1 − β₂ᵗ."""
    return adam_step(params, grads, state, lr, beta1, beta1, eps)


def adam_step__times_t_for_to_the_power(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You divide by 1 − β·t. The divisor is 1 − βᵗ, a power: `beta ** t`."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), lambda t: (1 - beta1 * t, 1 - beta2 * t))


def adam_step__momentum_and_then_rmsprop(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You make a step of momentum and a step of RMSProp, one after the other. Adam makes one step: along the average of the gradients, divided by the root of the average of their squares, each corrected first."""
    first, second = (None, None) if state is None else state
    params, first = momentum_step(params, grads, first, lr, beta1)
    params, second = rmsprop_step(params, grads, second, lr, beta2, eps)
    return params, (first, second)


def adam_step__one_list_for_both(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your m and your s are one and the same list under two names, so what is written into one stands in the other. Make two lists, and leave the arrays of the state as they were."""
    t, memory = (0, _zeros(params)) if state is None else state
    t, memory = t + 1, [list(layer) for layer in memory]
    for layer, gradients in zip(memory, grads):
        for i, g in enumerate(gradients):
            layer[i] = beta2 * (beta1 * layer[i] + (1 - beta1) * g) + (1 - beta2) * g**2
    corrected = [[[a / (1 - beta**t) for a in layer] for layer in memory] for beta in (beta1, beta2)]
    return _scaled(params, *corrected, lr, eps), (t, memory)


def adam_step__one_memory_for_all_layers(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your layers share one m and one s: each goes on from those of the layer before, of another shape. Every W and every b has its own; and `[[0, 0]] * n` holds one list n times, not n lists."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), each=_one_memory)


def adam_step__root_left_out(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You divide by the average square itself. Its root has the unit of a gradient; without it, small gradients make huge steps."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), size=lambda step, s: step / (s + eps))


def adam_step__eps_before_the_correction(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You add eps to the root of s before s is corrected, so that eps is corrected with it. Correct s first, take its root, then add eps."""
    return _adam(
        params, grads, state, (lr, beta1, beta2, eps), lambda t: ((1 - beta1**t) / np.sqrt(1 - beta2**t), 1)
    )


def adam_step__moves_by_the_gradient(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You divide the gradient itself by the root of ŝ. Adam moves by the corrected average m̂ of the gradients; today's gradient enters through m."""
    return _adam(params, grads, state, (lr, 0.0, beta2, eps))


def adam_step__lr_inside_the_average(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The learning rate goes into your m, so what you remember of a step keeps the learning rate of its time. m is made of gradients alone; the learning rate of today multiplies the whole step."""
    return _adam(params, grads, state, (1, beta1, beta2, eps), enters=lambda g: lr * g)


def adam_step__squares_the_average(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your s averages the squares of m. It should average the squares of the gradients themselves."""
    return _adam(params, grads, state, (lr, beta1, beta2, eps), square=lambda g, m: m**2)


def adam_step__corrected_averages_kept(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You store the corrected averages, so the next step corrects them again. Keep m and s as they are in the state; m̂ and ŝ are for this step only."""
    t, memory = (0, None) if state is None else state
    t += 1

    def rule(p, g, averages):
        m = (beta1 * averages[0] + (1 - beta1) * g) / (1 - beta1**t)
        s = (beta2 * averages[1] + (1 - beta2) * g**2) / (1 - beta2**t)
        return p - lr * m / (np.sqrt(s) + eps), (m, s)

    params, memory = _each(params, grads, memory, rule)
    return params, (t, memory)


def adam_step__gradients_summed(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The new gradient and its square enter your averages whole, as in momentum. In a moving average the two weights sum to one: β for the old value, 1 − β for the new one."""

    def divisors(t):
        return (1 - beta1) * (1 - beta1**t), (1 - beta2) * (1 - beta2**t)

    return _adam(params, grads, state, (lr, beta1, beta2, eps), divisors)


def adam_step__state_not_carried(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your averages start from zero in every call, so each step is lr times the gradient's sign. Begin with zeros only when `state` is None; otherwise go on from what is in it, and return the new averages and the count."""
    return adam_step(params, grads, None, lr, beta1, beta2, eps)


def adam_step__nothing_to_carry(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your state is as empty when it goes out as when it came in, so each step is lr times the gradient's sign. Return the new averages and the count: the next step goes on from them."""
    return adam_step(params, grads, state, lr, beta1, beta2, eps)[0], None


def adam_step__biases_left_out(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your biases never move. Each layer holds a pair, weights and bias, and the rule is for both."""
    return _biases_left(params, *adam_step(params, grads, state, lr, beta1, beta2, eps))


def adam_step__biases_not_scaled(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your biases take plain gradient steps. Every trainable number follows the same rule."""
    return _weights_only(adam_step, params, grads, state, lr, beta1, beta2, eps)


def adam_step__changes_state(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Your function changes the state that it was given (the count, or the averages), so the same `state` given twice does not give the same step. Make a new state and leave the old one as it was."""
    state = {"t": 0, "averages": None} if state is None else state
    before = state["t"], state["averages"]
    params, (state["t"], state["averages"]) = _adam(params, grads, before, (lr, beta1, beta2, eps))
    return params, state


def weight_decay__biases_decayed(params, grads, strength):
    """Your biases decay too. Decay keeps weights small so that no input counts too much; a bias only shifts, and its gradient stays as it is."""
    return [(dW + strength * W, db + strength * b) for (W, b), (dW, db) in zip(params, grads)]


def weight_decay__subtracted(params, grads, strength):
    """You subtract the decay from the gradient. The step itself subtracts the gradient, so your weights grow: the decay is added."""
    return [(dW - strength * W, db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__gradient_scaled(params, grads, strength):
    """You add a part of the gradient to itself. What is added is a part of the weight."""
    return [(dW + strength * dW, db) for _, (dW, db) in zip(params, grads)]


def weight_decay__gradient_lost(params, grads, strength):
    """You return the decay alone. It comes on top of the gradient of the loss."""
    return [(strength * W, db) for (W, _), (_, db) in zip(params, grads)]


def weight_decay__penalty_of_each_weight_added(params, grads, strength):
    """You add the penalty of each weight, strength/2 · W². What belongs in a gradient is its derivative by W: the 2 comes down, and one W is left."""
    return [(dW + strength / 2 * np.square(W), db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__doubled(params, grads, strength):
    """Your decay is twice too strong. The penalty is strength/2 times the sum of W², and the half cancels the 2 of the derivative."""
    return [(dW + 2 * strength * W, db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__halved(params, grads, strength):
    """Your decay has half its strength. The half stands in the penalty, strength/2 · ΣW²; the 2 of the derivative cancels it."""
    return [(dW + strength / 2 * W, db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__bias_gradients_lost(params, grads, strength):
    """Your bias gradients become zero, so the biases stop learning. No decay on biases means that their gradients stay as they are."""
    return [(dW + strength * W, np.zeros(np.shape(db))) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__weights_alone(params, grads, strength):
    """You return the gradients of the weights alone. Each layer has a pair, `(dW, db)`: the second goes out as it came."""
    return [dW + strength * W for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__first_layer_only(params, grads, strength):
    """Only your first layer decays. The weights of every layer do."""
    return [*weight_decay(params[:1], grads[:1], strength), *map(tuple, grads[1:])]


def weight_decay__sign_of_the_weight(params, grads, strength):
    """You add the sign of each weight. That is the gradient of the sum of absolute values; here each weight adds a part of itself."""
    return [(dW + strength * np.sign(W), db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__penalty_added(params, grads, strength):
    """You add the penalty, one number, to every gradient. What belongs there is its derivative, which has the shape of W."""
    return [(dW + strength / 2 * np.square(W).sum(), db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__averaged(params, grads, strength):
    """You divide the decay by the number of weights. The penalty is a sum over the weights, so each one's share is not divided."""
    return [(dW + strength * W / np.size(W), db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__strength_squared_weights(params, grads, strength):
    """You add strength times W². The derivative of W²/2 is W: a negative weight must be pushed the other way."""
    return [(dW + strength * np.square(W), db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__strength_forgotten(params, grads, strength):
    """You add the whole weight, whatever `strength` says. What is added is that part of the weight."""
    return [(dW + W, db) for (W, _), (dW, db) in zip(params, grads)]


def weight_decay__weights_returned(params, grads, strength):
    """You return the weights, shrunken. `weight_decay` changes gradients only; the step that comes after it moves the weights."""
    return [(W - strength * W, b) for W, b in params]


def weight_decay__last_layer_left_out(params, grads, strength):
    """Your last layer does not decay. The weights of every layer do."""
    return [*weight_decay(params[:-1], grads[:-1], strength), tuple(grads[-1])]


def weight_decay__nothing_added(params, grads, strength):
    """Your gradients come back as they were. Giving the name dW a new value in a loop changes no list: collect the new pairs and return them."""
    return grads


def cosine_lr__divided_by_epochs(epoch, epochs, lr_max, lr_min=0.0):
    """You divide by `epochs`, so the last epoch does not reach `lr_min`. Epochs count from 0: from the first to the last there are epochs − 1 steps."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / epochs)) / 2


def cosine_lr__one_taken_from_the_angle(epoch, epochs, lr_max, lr_min=0.0):
    """You divide by `epochs` and take 1 from the angle: without parentheses the division comes first. The divisor is the whole of epochs − 1."""
    return (
        lr_max if epochs == 1 else lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / epochs - 1)) / 2
    )


def cosine_lr__whole_wave(epoch, epochs, lr_max, lr_min=0.0):
    """You run through a whole cosine, down and up again. Half a wave, from 0 to π, goes from the top to the bottom."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(2 * np.pi * epoch / max(epochs - 1, 1))) / 2


def cosine_lr__quarter_wave(epoch, epochs, lr_max, lr_min=0.0):
    """You use a quarter of a cosine, from 0 to π/2. Half a wave, from 0 to π, is flat at both ends."""
    return lr_min + (lr_max - lr_min) * np.cos(np.pi / 2 * epoch / max(epochs - 1, 1))


def cosine_lr__rises(epoch, epochs, lr_max, lr_min=0.0):
    """Your learning rate starts at `lr_min` and rises. The first epoch takes the largest steps: watch the sign of the cosine."""
    return lr_min + (lr_max - lr_min) * (1 - np.cos(np.pi * epoch / max(epochs - 1, 1))) / 2


def cosine_lr__lr_min_on_top(epoch, epochs, lr_max, lr_min=0.0):
    """You add `lr_min` and still come down by all of `lr_max`, so the schedule starts too high. The way down is lr_max − lr_min long."""
    return lr_min + lr_max * (1 + np.cos(np.pi * epoch / max(epochs - 1, 1))) / 2


def cosine_lr__lr_min_not_added(epoch, epochs, lr_max, lr_min=0.0):
    """Your schedule starts at lr_max − lr_min and ends at zero. The way down is as long as it should be; it lies too low by `lr_min`."""
    return lr_max if epochs == 1 else (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / (epochs - 1))) / 2


def cosine_lr__cut_at_lr_min(epoch, epochs, lr_max, lr_min=0.0):
    """You come down towards zero and stop at `lr_min`. The curve itself should end there: stretch it between the two, do not cut it."""
    return max(lr_min, lr_max * (1 + np.cos(np.pi * epoch / max(epochs - 1, 1))) / 2)


def cosine_lr__not_halved(epoch, epochs, lr_max, lr_min=0.0):
    """1 + cos runs from 2 to 0. Halve it, or the schedule starts at twice its height."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / max(epochs - 1, 1)))


def cosine_lr__one_left_out(epoch, epochs, lr_max, lr_min=0.0):
    """A cosine runs from 1 to −1, so your learning rate ends below `lr_min`. Lift it by one before you halve it."""
    return lr_min + (lr_max - lr_min) * np.cos(np.pi * epoch / max(epochs - 1, 1))


def cosine_lr__one_left_out_of_the_half(epoch, epochs, lr_max, lr_min=0.0):
    """Half a cosine alone runs from ½ to −½, so your learning rate starts halfway down and ends below `lr_min`. Lift the cosine by one before you halve it."""
    return lr_max if epochs == 1 else lr_min + (lr_max - lr_min) * np.cos(np.pi * epoch / (epochs - 1)) / 2


def cosine_lr__straight_line(epoch, epochs, lr_max, lr_min=0.0):
    """Your learning rate falls along a straight line. Half a cosine is slow at both ends and steep in the middle."""
    return lr_max - (lr_max - lr_min) * epoch / max(epochs - 1, 1)


def cosine_lr__degrees(epoch, epochs, lr_max, lr_min=0.0):
    """You gave `cos` an angle in degrees. NumPy and math count in radians: half a turn is π."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(180 * epoch / max(epochs - 1, 1))) / 2


def cosine_lr__sine(epoch, epochs, lr_max, lr_min=0.0):
    """You took the sine. It starts in the middle, rises and comes back; the cosine starts at the top."""
    if epochs == 1:
        return lr_max
    return lr_min + (lr_max - lr_min) * (1 + np.sin(np.pi * epoch / (epochs - 1))) / 2


def cosine_lr__divided_as_integers(epoch, epochs, lr_max, lr_min=0.0):
    """`//` cuts the fraction off, so your schedule stays at `lr_max` until the last epoch. Divide with `/`."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * (epoch // max(epochs - 1, 1)))) / 2


def cosine_lr__epoch_outside_the_cosine(epoch, epochs, lr_max, lr_min=0.0):
    """You take the cosine of π and multiply by the epoch afterwards, which is a straight line. The whole angle, π · epoch/(epochs − 1), stands inside the cosine."""
    if epochs == 1:
        return lr_max
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi) * epoch / (epochs - 1)) / 2


def cosine_lr__whole_schedule(epoch, epochs, lr_max, lr_min=0.0):
    """You return the rates of all epochs. One is asked for: that of `epoch`."""
    if epochs == 1:
        return np.array([lr_max])
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.linspace(0, np.pi, epochs))) / 2


def cosine_lr__one_epoch_ahead(epoch, epochs, lr_max, lr_min=0.0):
    """You count the first epoch as 1, so the schedule starts below `lr_max`. Epochs count from 0 to epochs − 1."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * (epoch + 1) / epochs)) / 2


def cosine_lr__one_epoch_too_far(epoch, epochs, lr_max, lr_min=0.0):
    """You add 1 to the epoch, so the schedule starts below `lr_max` and is past `lr_min` in the last. Epochs count from 0 to epochs − 1 already."""
    if epochs == 1:
        return lr_max
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * (epoch + 1) / (epochs - 1))) / 2


def cosine_lr__ends_added(epoch, epochs, lr_max, lr_min=0.0):
    """You stretch the curve by lr_max + lr_min, so it starts too high. The way down is their difference, lr_max − lr_min."""
    if epochs == 1:
        return lr_max
    return lr_min + (lr_max + lr_min) * (1 + np.cos(np.pi * epoch / (epochs - 1))) / 2


def cosine_lr__one_and_cosine_apart(epoch, epochs, lr_max, lr_min=0.0):
    """You multiply the 1 alone and add the cosine afterwards. Both are stretched: set 1 + cos in parentheses."""
    if epochs == 1:
        return lr_max
    return lr_min + (lr_max - lr_min) / 2 + np.cos(np.pi * epoch / (epochs - 1))


def cosine_lr__one_epoch_divides_by_zero(epoch, epochs, lr_max, lr_min=0.0):
    """With one epoch you divide by epochs − 1 = 0. There is no way to go down then: that epoch runs at `lr_max`."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / (epochs - 1))) / 2


def cosine_lr__one_epoch_gets_lr_min(epoch, epochs, lr_max, lr_min=0.0):
    """With one epoch you return `lr_min`. The first epoch is the one that counts: it runs at `lr_max`."""
    return lr_min + (lr_max - lr_min) * (1 + np.cos(np.pi * (epoch / (epochs - 1) if epochs > 1 else 1))) / 2


def _step(optimizer, params, grads, state, lr):
    """One step of the named optimizer, with the state that belongs to it."""
    if optimizer == "sgd":
        return sgd_step(params, grads, lr), None
    step = {"momentum": momentum_step, "rmsprop": rmsprop_step, "adam": adam_step}[optimizer]
    return step(params, grads, state, lr)


def _gradients(X, y, params):
    return loss_and_grads(X, y, params)[1]


def _loss(X, y, params):
    return cross_entropy(forward(X, params)[0], y)


def train_with__one_update_an_epoch(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your parameters move once an epoch, by the gradient on all of X, also where `batch_size` is smaller than the data. Each mini-batch has a step of its own: is there a loop over them, and does it get `batch_size`, not a fixed number?"""
    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, lambda *data: [(X, y)])


def train_with__updates_after_the_loop(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You step once after the loop over the batches, with the gradient of the last one. The step belongs inside the loop."""
    return _trained(
        optimizer, X, y, params, epochs, batch_size, lr, rng, lambda *data: list(minibatches(*data))[-1:]
    )


def train_with__state_forgotten_each_step(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Every step gets `None` for its state, so the optimizer has no memory. Keep what the step returns and hand it to the next one."""
    losses = []
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params, _ = _step(optimizer, params, _gradients(X_batch, y_batch, params), None, lr)
        losses.append(_loss(X, y, params))
    return params, losses


def train_with__state_forgotten_each_epoch(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You set the state back to `None` at the start of each epoch. It lasts for the whole training: set it once, before both loops."""
    losses = []
    for _ in range(epochs):
        params, (loss,) = _trained(optimizer, X, y, params, 1, batch_size, lr, rng)
        losses.append(loss)
    return params, losses


def train_with__gradients_at_the_start(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """All your gradients are taken at the parameters with which training began. Each batch needs them at the parameters of that moment."""
    return _trained(
        optimizer, X, y, params, epochs, batch_size, lr, rng, of=lambda batch, now: _gradients(*batch, params)
    )


def train_with__every_step_from_the_start(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Each of your steps starts from the parameters with which training began, so only the last one counts. What a step returns is where the next one starts: give it the same name."""
    start, state, losses = params, None, []
    for _ in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            params, state = _step(optimizer, start, _gradients(X_batch, y_batch, start), state, lr)
        losses.append(_loss(X, y, params))
    return params, losses


def train_with__gradients_on_all_of_X(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You go through the batches and take each gradient on all of X all the same. The gradient of a step is that of its batch."""
    return _trained(
        optimizer, X, y, params, epochs, batch_size, lr, rng, of=lambda batch, now: _gradients(X, y, now)
    )


def train_with__accuracy_for_loss(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your list holds accuracies. The loss is asked for: the cross entropy of the scores."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [accuracy(forward(X, after)[0], y) for *_, (_, _, after) in steps]


def train_with__steps_not_kept(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your parameters never move. Is there a step for each batch, and is what it returns kept? A step returns new parameters and changes nothing in place."""
    for _ in range(epochs):
        list(minibatches(X, y, batch_size, rng))
    return params, [_loss(X, y, params)] * epochs


def train_with__always_sgd(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You take plain SGD steps whichever optimizer is named. Choose the step by `optimizer`."""
    return _trained("sgd", X, y, params, epochs, batch_size, lr, rng)


def train_with__always_adam(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You take Adam's steps whichever optimizer is named. Choose the step by `optimizer`."""
    return _trained("adam", X, y, params, epochs, batch_size, lr, rng)


def train_with__momentum_and_rmsprop_exchanged(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your "momentum" runs RMSProp, and your "rmsprop" runs momentum: compare the names with the steps."""
    optimizer = {"momentum": "rmsprop", "rmsprop": "momentum"}.get(optimizer, optimizer)
    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng)


def train_with__adam_for_all_but_sgd(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You take Adam's steps for every name but "sgd". Choose the step by `optimizer`: there are four."""
    return _trained("sgd" if optimizer == "sgd" else "adam", X, y, params, epochs, batch_size, lr, rng)


STEPS = {"sgd": "plain gradient", "momentum": "momentum's", "rmsprop": "RMSProp's"}


def _under_the_name(named, taken):
    """The mistake of taking the steps of another optimizer where this one is named."""

    def variant(optimizer, X, y, params, epochs, batch_size, lr, rng):
        optimizer = {named: taken}.get(optimizer, optimizer)
        return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng)

    variant.__doc__ = f'With "{named}" you take {STEPS[taken]} steps: compare that one name with its step.'
    return variant


for _named, _taken in [
    ("momentum", "rmsprop"),
    ("rmsprop", "momentum"),
    ("adam", "rmsprop"),
    ("adam", "sgd"),
]:
    globals()[f"train_with__{_named}_is_{_taken}"] = _under_the_name(_named, _taken)


def train_with__batches_used_up(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You make the batches once, before the epochs. A generator can be walked through only once: after the first epoch it is empty and nothing is learned."""
    dealt = minibatches(X, y, batch_size, rng)
    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, lambda *data: dealt)


def train_with__best_epoch_returned(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You return the parameters of the epoch with the lowest loss. That is early stopping, a good idea for later; here the parameters are those after the last epoch."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    losses = [_loss(X, y, after) for *_, (_, _, after) in steps]
    return steps[int(np.argmin(losses))][-1][-1], losses


def train_with__stops_where_the_loss_rises(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You stop training as soon as the loss rises, so there are fewer losses than epochs. That is early stopping, a good idea for later; here training lasts for all `epochs`."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    losses = [_loss(X, y, after) for *_, (_, _, after) in steps]
    end = next((i for i in range(1, epochs) if losses[i] > losses[i - 1]), epochs)
    return steps[min(end, epochs - 1)][-1][-1], losses[:end]


def train_with__untrained_network_recorded(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your list has one entry too many: the untrained network's loss stands first. One entry an epoch, after it."""
    before = _loss(X, y, params)
    params, losses = _trained(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [before, *losses]


def train_with__losses_first(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You return the losses first. The trained params come first, then the losses."""
    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng)[::-1]


def train_with__loss_of_the_last_batch(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your losses are those of the last batch of each epoch. Take the loss on all of X: one batch is a noisy sample of it."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [_loss(*batch, before) for *_, (batch, before, _) in steps]


def train_with__loss_of_the_last_batch_after_its_step(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your losses are taken after each epoch, but on its last batch alone. Take the loss on all of X: one batch is a noisy sample of it."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [_loss(*batch, after) for *_, (batch, _, after) in steps]


def train_with__loss_averaged_over_batches(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your loss is the mean over the batches while the parameters were still moving. Take it once the epoch is over, on all of X."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [np.mean([_loss(*batch, before) for batch, before, _ in epoch]) for epoch in steps]


def train_with__loss_before_the_epoch(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You take the loss before the epoch's steps. The list should start with the loss after the first epoch and end with that of the parameters you return."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [_loss(X, y, before) for (_, before, _), *_ in steps]


def train_with__loss_after_each_batch(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You add a loss after each batch. One entry an epoch is asked for: move that line out of the inner loop."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [_loss(X, y, after) for epoch in steps for _, _, after in epoch]


def train_with__loss_of_each_batch(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You add the loss of a batch after each batch. One entry an epoch is asked for: after the inner loop, the loss on all of X."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, [_loss(*batch, before) for epoch in steps for batch, before, _ in epoch]


def train_with__softmax_before_the_loss(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You give `cross_entropy` the probabilities. It takes the scores: the softmax is in it, and yours is one too many."""
    params, steps = _visited(optimizer, X, y, params, epochs, batch_size, lr, rng)
    ends = [epoch[-1][-1] for epoch in steps]
    return params, [cross_entropy(softmax(forward(X, after)[0]), y) for after in ends]


def train_with__adam_after_sgd(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """With "sgd" you take a step of Adam after the step of SGD. An `else` belongs to the last `if` alone: write `elif` for all but the first."""
    if optimizer != "sgd":
        return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng)
    state, losses = None, []
    for _ in range(epochs):
        for batch in minibatches(X, y, batch_size, rng):
            grads = _gradients(*batch, params)
            params, state = adam_step(sgd_step(params, grads, lr), grads, state, lr)
        losses.append(_loss(X, y, params))
    return params, losses


def train_with__last_loss_only(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You return the last loss, one number. The curve is asked for: a list with one entry an epoch."""
    params, losses = _trained(optimizer, X, y, params, epochs, batch_size, lr, rng)
    return params, losses[-1]


def train_with__last_batch_dropped(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Where the batch size does not divide the data, your last batch is dropped. It is smaller, and it counts."""

    def full(*data):
        return [batch for batch in minibatches(*data) if len(batch[1]) == batch_size]

    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, full)


def train_with__never_shuffled(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your batches are the same in every run and every epoch: `rng` is not used. Shuffle the examples before each epoch."""
    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, _in_order)


def train_with__shuffled_once(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """All your epochs go through the same batches: they are made once, or dealt each time from the same state of `rng`. Draw them afresh at the start of each epoch."""
    dealt = list(minibatches(X, y, batch_size, rng))
    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, lambda *data: dealt)


def train_with__own_generator(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You shuffle with a generator of your own, so every run has the same order whatever `rng` is. Draw from the `rng` that the caller gives you."""
    return _trained(optimizer, X, y, params, epochs, batch_size, lr, np.random.default_rng(0))


def train_with__drawn_with_replacement(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You draw each batch anew from all examples, so that an epoch sees some twice and some not at all. Shuffle them once an epoch and cut the order into batches."""

    def drawn(X, y, batch_size, rng):
        for _ in range(-(-len(y) // batch_size)):
            rows = rng.choice(len(y), batch_size)
            yield X[rows], y[rows]

    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, drawn)


def train_with__labels_shuffled_apart(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """X and y are shuffled apart, so the labels belong to other examples. One order has to serve both."""

    def apart(X, y, batch_size, rng):
        return _in_order(rng.permutation(X), rng.permutation(y), batch_size)

    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, apart)


def train_with__labels_not_shuffled_along(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """You shuffle X and leave y as it was, so the labels belong to other examples. One order has to serve both."""

    def apart(X, y, batch_size, rng):
        return _in_order(rng.permutation(X), y, batch_size)

    return _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, apart)


def train_with__one_epoch(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """Your function ends after the first epoch: does a `return` or a `break` stand inside the loop?"""
    return _trained(optimizer, X, y, params, 1, batch_size, lr, rng)


def _trained(optimizer, X, y, params, epochs, batch_size, lr, rng, batches=minibatches, of=None):
    """Training with other batches(X, y, batch_size, rng), or other gradients, of(batch, params)."""
    of = of or (lambda batch, now: _gradients(*batch, now))
    state, losses = None, []
    for _ in range(epochs):
        for batch in batches(X, y, batch_size, rng):
            params, state = _step(optimizer, params, of(batch, params), state, lr)
        losses.append(_loss(X, y, params))
    return params, losses


def _visited(optimizer, X, y, params, epochs, batch_size, lr, rng):
    """(params, the steps of each epoch): a step is (batch, params before it, params after it)."""
    state, steps = None, []
    for _ in range(epochs):
        steps.append([])
        for batch in minibatches(X, y, batch_size, rng):
            before = params
            params, state = _step(optimizer, before, _gradients(*batch, before), state, lr)
            steps[-1].append((batch, before, params))
    return params, steps


def _in_order(X, y, batch_size, rng=None):
    """Batches that are not shuffled."""
    for i in range(0, len(y), batch_size):
        yield X[i : i + batch_size], y[i : i + batch_size]
