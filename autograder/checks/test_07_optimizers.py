"""What right looks like in lesson 7."""

import copy

import numpy as np
import pytest

from autograder.comparison import Unlike, Unsteady, close, difference, layered, pure, same, strided

# ---- what the three steps have in common: the state belongs to the student, so only the parameters are looked at ----


def network(rng, sizes=(3, 4, 2)):
    """Random parameters, or gradients, of a small network."""
    return [(rng.normal(size=(i, o)), rng.normal(size=o)) for i, o in zip(sizes[:-1], sizes[1:])]


def one_number(value):
    """A network of one weight and one bias, both equal."""
    return [(np.array([[value]]), np.array([value]))]


def taken(answer):
    """The two things that a step returns."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    assert pair, "it should return two things: the new params and the new state"
    return answer


def path(step, params, gradients, lr, **options):
    """The parameters after each step, the state handed on from step to step."""
    state, places = None, []
    for grads in gradients:
        params, state = taken(step(params, grads, state, lr, **options))
        places.append(params)  # the very thing: a message shows the call that gave it
        params = copy.deepcopy(params)  # the next call may change what it gets
    return places


def follows(step, ours, params, gradients, lr, rtol=1e-6, **options):
    """Assert that a student's step goes where ours goes."""
    expected = path(ours, params, gradients, lr, **options)
    for t, (actual, wanted) in enumerate(zip(path(step, params, gradients, lr, **options), expected), 1):
        close(actual, wanted, rtol=rtol, atol=rtol / 10, told=f"after step {t}, in the params")


def walks(step, gradients, expected, lr, start=0.0, **options):
    """Assert where one weight and one bias are after each step, worked by hand."""
    places = path(step, one_number(start), [one_number(g) for g in gradients], lr, **options)
    for t, (place, value) in enumerate(zip(places, expected), 1):
        close(place, one_number(value), told=f"after step {t}, in the params")


def gives_a_pair_for_each_layer(step, rng):
    params = network(rng, (3, 4, 5, 2))  # three layers: params alone are no pair
    after, _ = taken(step(params, network(rng, (3, 4, 5, 2)), None, 0.1))
    layered(after, params, "the first thing it returns")


def starts_afresh_without_a_state(step, rng):
    given = network(rng, (3, 4, 5, 2)), network(rng, (3, 4, 5, 2))
    (once, _), (again, _) = (taken(step(*copy.deepcopy(given), None, 0.1)) for _ in range(2))
    told = "the same call made twice, with state=None, should give the same params twice: is something kept between the calls, outside `state`?"
    if not same(once, again, rtol=1e-9):
        raise Unsteady(told)


def remembers_in_state_alone(step, ours, rng):
    a, b = network(rng), network(rng)
    grads_a, grads_b = [network(rng) for _ in range(2)], [network(rng) for _ in range(2)]
    expected = [path(ours, start, grads, 0.1)[-1] for start, grads in ((a, grads_a), (b, grads_b))]
    first_a, state_a = taken(step(a, grads_a[0], None, 0.1))
    first_b, state_b = taken(step(b, grads_b[0], None, 0.1))
    second_a, _ = taken(step(first_a, grads_a[1], state_a, 0.1))
    second_b, _ = taken(step(first_b, grads_b[1], state_b, 0.1))
    for second, wanted in zip((second_a, second_b), expected):
        close(second, wanted, told="of two networks that take turns, each with its own state, one went wrong")


def leaves_its_arguments_alone(step, rng):
    params, grads, later = network(rng), network(rng), network(rng)
    kept = copy.deepcopy((params, grads, later))
    after, state = taken(step(params, grads, None, 0.1))
    assert same((params, grads), kept[:2]), "`params` and `grads` should be as they were before the call"
    after = copy.deepcopy(after)
    given = copy.deepcopy(after)
    once, _ = taken(step(given, later, state, 0.1))
    once = copy.deepcopy(once)
    assert same((given, later), (after, kept[2])), (
        "`params` and `grads` should be as they were before the call"
    )
    twice, _ = taken(step(given, later, state, 0.1))
    assert same(once, twice), (
        "the same call made twice should give the same params: leave the given `state` as it was"
    )


def takes_other_arrays(step, ours, rng):
    """Float32, arrays with gaps, tuples for lists."""
    params, gradients = network(rng), [network(rng) for _ in range(3)]
    narrow = [
        [tuple(p.astype(np.float32) for p in layer) for layer in layers] for layers in (params, *gradients)
    ]
    follows(step, ours, narrow[0], narrow[1:], 0.1, rtol=1e-4)
    gaps = [[tuple(map(strided, layer)) for layer in layers] for layers in (params, *gradients)]
    follows(step, ours, gaps[0], gaps[1:], 0.1)
    tuples = [tuple(list(layer) for layer in layers) for layers in copy.deepcopy((params, *gradients))]
    follows(step, ours, tuples[0], tuples[1:], 0.1)


def takes_its_arguments_by_name(step, ours, rng, **options):
    params, grads = network(rng), network(rng)
    expected, _ = ours(params, grads, None, 0.1, **options)
    after, _ = taken(step(params=params, grads=grads, state=None, lr=0.1, **options))
    close(after, expected)


# ---- momentum_step ----


@pytest.mark.form
def test_momentum_step_returns_params_and_state(momentum_step, rng):
    gives_a_pair_for_each_layer(momentum_step, rng)


@pytest.mark.form
def test_momentum_step_starts_afresh_without_a_state(momentum_step, rng):
    starts_afresh_without_a_state(momentum_step, rng)


def test_momentum_step_first_step_is_a_gradient_step(momentum_step):
    """the first step is a gradient step"""
    # v = 2, p = 1 − 0.1 · 2
    walks(momentum_step, [2.0], [0.8], lr=0.1, start=1.0)


def test_momentum_step_three_steps_by_hand(momentum_step):
    # v: 1, then 0.5 · 1 + 2 = 2.5, then 0.5 · 2.5 − 1 = 0.25; p falls by 0.1 of each
    walks(momentum_step, [1.0, 2.0, -1.0], [-0.1, -0.35, -0.375], lr=0.1, beta=0.5)


def test_momentum_step_beta_is_nine_tenths_by_default(momentum_step):
    """beta is 0.9 by default"""
    # v: 1, then 0.9 + 1 = 1.9, then 1.71 + 1 = 2.71
    walks(momentum_step, [1.0, 1.0, 1.0], [-0.1, -0.29, -0.561], lr=0.1)


def test_momentum_step_reaches_its_full_speed_under_a_constant_gradient(momentum_step):
    # the sum 1 + β + β² + … = 1/(1 − β) = 5 at β = 0.8; after 120 steps the rest, 0.8¹²⁰, is below 1e-11
    *_, before, last = path(
        momentum_step, one_number(0.0), [one_number(1.0) for _ in range(120)], 0.1, beta=0.8
    )
    close(before[0][0] - last[0][0], np.array([[0.5]]), told="in the length of the last step")


def test_momentum_step_is_gradient_descent_where_beta_is_zero(momentum_step, rng):
    """is gradient descent where beta is 0"""
    params, gradients = network(rng), [network(rng) for _ in range(3)]
    expected = [tuple(p - 0.3 * sum(gs) for p, *gs in zip(*layers)) for layers in zip(params, *gradients)]
    close(path(momentum_step, params, gradients, 0.3, beta=0.0)[-1], expected)


def test_momentum_step_new_learning_rate_acts_on_the_whole_velocity(momentum_step):
    """a new learning rate acts on the whole velocity"""
    # v = 1 and p = −1 at lr 1; then v = 0.5 + 1 = 1.5 and p = −1 − 0.1 · 1.5
    params, state = taken(momentum_step(one_number(0.0), one_number(1.0), None, 1.0, beta=0.5))
    params, _ = taken(momentum_step(params, one_number(1.0), state, 0.1, beta=0.5))
    close(params, one_number(-1.15))


def test_momentum_step_moves_every_weight_and_bias(momentum_step, reference, rng):
    params, gradients = network(rng, (4, 5, 3, 2)), [network(rng, (4, 5, 3, 2)) for _ in range(4)]
    follows(momentum_step, reference.momentum_step, params, gradients, 0.05, beta=0.7)


def test_momentum_step_remembers_in_state_alone(momentum_step, reference, rng):
    remembers_in_state_alone(momentum_step, reference.momentum_step, rng)


def test_momentum_step_takes_arguments_by_name(momentum_step, reference, rng):
    takes_its_arguments_by_name(momentum_step, reference.momentum_step, rng, beta=0.5)


def test_momentum_step_takes_other_kinds_of_arrays(momentum_step, reference, rng):
    """takes float32, arrays with gaps, and tuples"""
    takes_other_arrays(momentum_step, reference.momentum_step, rng)


@pytest.mark.form
def test_momentum_step_leaves_its_arguments_alone(momentum_step, rng):
    leaves_its_arguments_alone(momentum_step, rng)


# ---- rmsprop_step ----


@pytest.mark.form
def test_rmsprop_step_returns_params_and_state(rmsprop_step, rng):
    gives_a_pair_for_each_layer(rmsprop_step, rng)


@pytest.mark.form
def test_rmsprop_step_starts_afresh_without_a_state(rmsprop_step, rng):
    starts_afresh_without_a_state(rmsprop_step, rng)


def test_rmsprop_step_first_step_by_hand(rmsprop_step):
    """the first step by hand"""
    # s = 0.25 · 2² = 1, so p = 5 − 0.1 · 2 / 1
    walks(rmsprop_step, [2.0], [4.8], lr=0.1, start=5.0, beta=0.75)


def test_rmsprop_step_three_steps_by_hand(rmsprop_step):
    # s: 0.36 · 5² = 9, then 0.64 · 9 + 0.36 · (−8)² = 28.8, then 0.64 · 28.8 + 0.36 · 1² = 18.792
    steps = 5 / 3, -8 / 28.8**0.5, 1 / 18.792**0.5
    walks(rmsprop_step, [5.0, -8.0, 1.0], -0.1 * np.cumsum(steps), lr=0.1, beta=0.64)


def test_rmsprop_step_beta_is_nine_tenths_by_default(rmsprop_step):
    """beta is 0.9 by default"""
    # s: 0.1 · 10² = 10, then 0.9 · 10 + 0.1 · 10² = 19
    walks(rmsprop_step, [10.0, 10.0], [-0.1 * 10 / 10**0.5, -0.1 * (10 / 10**0.5 + 10 / 19**0.5)], lr=0.1)


def test_rmsprop_step_adds_eps_to_the_root(rmsprop_step):
    # s = 0.25 · 2² = 1, √s + eps = 1.5; the second time s = 0.75 + 1 = 1.75
    walks(rmsprop_step, [2.0, 2.0], [-2 / 1.5, -2 / 1.5 - 2 / (1.75**0.5 + 0.5)], lr=1.0, beta=0.75, eps=0.5)


def test_rmsprop_step_eps_is_tiny_by_default(rmsprop_step):
    """eps is 1e-8 by default"""
    # s = 0.25 · (4e-8)², √s = 2e-8, and with eps 3e-8: 4/3
    walks(rmsprop_step, [4e-8], [-4 / 3], lr=1.0, beta=0.75)


def test_rmsprop_step_first_step_does_not_depend_on_the_scale(rmsprop_step):
    """the first step does not depend on the scale of the gradient"""
    # g/√(0.1 g²) = ±√10 for any g: each number has a scale of its own
    grads = [(np.array([[1e4, -1e2], [1.0, -0.1]]), np.array([1e3, -10.0]))]
    params = [(np.zeros((2, 2)), np.zeros(2))]
    after, _ = taken(rmsprop_step(params, grads, None, 0.1))
    size = 0.1 * 10**0.5
    close(after, [(size * np.array([[-1.0, 1.0], [-1.0, 1.0]]), size * np.array([-1.0, 1.0]))])


@pytest.mark.form
def test_rmsprop_step_stands_still_where_the_gradient_is_zero(rmsprop_step):
    walks(rmsprop_step, [0.0, 0.0], [3.0, 3.0], lr=0.1, start=3.0)


def test_rmsprop_step_forgets_a_large_gradient(rmsprop_step):
    # after 200 gradients of 1 the average is 1 (0.8²⁰⁰ is below 1e-19), whatever came before: each step is lr
    *_, before, last = path(
        rmsprop_step, one_number(0.0), [one_number(g) for g in [100.0] + [1.0] * 200], 0.1, beta=0.8
    )
    close(before[0][0] - last[0][0], np.array([[0.1]]), told="in the length of the last step")


def test_rmsprop_step_moves_every_weight_and_bias(rmsprop_step, reference, rng):
    params, gradients = network(rng, (4, 5, 3, 2)), [network(rng, (4, 5, 3, 2)) for _ in range(4)]
    follows(rmsprop_step, reference.rmsprop_step, params, gradients, 0.05, beta=0.7, eps=1e-3)


def test_rmsprop_step_remembers_in_state_alone(rmsprop_step, reference, rng):
    remembers_in_state_alone(rmsprop_step, reference.rmsprop_step, rng)


def test_rmsprop_step_takes_arguments_by_name(rmsprop_step, reference, rng):
    takes_its_arguments_by_name(rmsprop_step, reference.rmsprop_step, rng, beta=0.5, eps=0.01)


def test_rmsprop_step_takes_other_kinds_of_arrays(rmsprop_step, reference, rng):
    """takes float32, arrays with gaps, and tuples"""
    takes_other_arrays(rmsprop_step, reference.rmsprop_step, rng)


@pytest.mark.form
def test_rmsprop_step_leaves_its_arguments_alone(rmsprop_step, rng):
    leaves_its_arguments_alone(rmsprop_step, rng)


# ---- adam_step ----


@pytest.mark.form
def test_adam_step_returns_params_and_state(adam_step, rng):
    gives_a_pair_for_each_layer(adam_step, rng)


@pytest.mark.form
def test_adam_step_starts_afresh_without_a_state(adam_step, rng):
    starts_afresh_without_a_state(adam_step, rng)


def test_adam_step_first_step_is_as_long_as_the_learning_rate(adam_step):
    """the first step is as long as the learning rate"""
    # t = 1: m̂ = 0.1 g / 0.1 = g and ŝ = 0.001 g² / 0.001 = g², so the step is lr · g/|g|
    walks(adam_step, [7.0], [2.9], lr=0.1, start=3.0)
    walks(adam_step, [-0.02], [3.1], lr=0.1, start=3.0)


def test_adam_step_gives_the_steps_worked_by_hand(adam_step):
    # t = 2: m = 0.9 · 0.1 + 0.1 · 3 = 0.39, m̂ = m/0.19; s = 0.999 · 0.001 + 0.001 · 9 = 0.009999, ŝ = s/0.001999
    second = (0.39 / 0.19) / (0.009999 / 0.001999) ** 0.5
    walks(adam_step, [1.0, 3.0], [-0.1, -0.1 - 0.1 * second], lr=0.1, beta1=0.9, beta2=0.999)
    # β₁ = 0.5: m = 1, 2.5, 0.25; m̂ = m/0.5, m/0.75, m/0.875
    # β₂ = 0.75: s = 1, 4.75, 4.5625; ŝ = s/0.25, s/0.4375, s/0.578125
    steps = (
        (1 / 0.5) / (1 / 0.25) ** 0.5,
        (2.5 / 0.75) / (4.75 / 0.4375) ** 0.5,
        (0.25 / 0.875) / (4.5625 / 0.578125) ** 0.5,
    )
    walks(adam_step, [2.0, 4.0, -2.0], -0.1 * np.cumsum(steps), lr=0.1, beta1=0.5, beta2=0.75)


def test_adam_step_betas_by_default(adam_step):
    """beta1 is 0.9 and beta2 is 0.999 by default"""
    # t = 2: m = 0.9 · 0.2 + 0.1 · 3 = 0.48, m̂ = m/0.19; s = 0.999 · 0.004 + 0.001 · 9 = 0.012996, ŝ = s/0.001999
    second = (0.48 / 0.19) / (0.012996 / 0.001999) ** 0.5
    walks(adam_step, [2.0, 3.0], [-0.1, -0.1 - 0.1 * second], lr=0.1)


def test_adam_step_constant_gradient_makes_equal_steps(adam_step):
    """a constant gradient makes equal steps"""
    # the corrections make m̂ = g and ŝ = g² at every t, so each step is lr
    walks(adam_step, [4.0] * 12, -0.1 * np.arange(1, 13), lr=0.1)


def test_adam_step_adds_eps_to_the_root(adam_step):
    # m̂ = 2 and √ŝ = 2 at each step; with eps = 0.5 the step is 2/2.5
    walks(adam_step, [2.0, 2.0], [-0.8, -1.6], lr=1.0, eps=0.5)


def test_adam_step_eps_is_tiny_by_default(adam_step):
    """eps is 1e-8 by default"""
    # m̂ = 3e-8, √ŝ = 3e-8, and with eps 4e-8: 3/4
    walks(adam_step, [3e-8, 3e-8], [-0.75, -1.5], lr=1.0)


def test_adam_step_first_step_does_not_depend_on_the_scale(adam_step):
    """the first step does not depend on the scale of the gradient"""
    grads = [(np.array([[1e4, -1e2], [1.0, -0.1]]), np.array([1e3, -10.0]))]
    after, _ = taken(adam_step([(np.zeros((2, 2)), np.zeros(2))], grads, None, 0.1))
    close(after, [(np.array([[-0.1, 0.1], [-0.1, 0.1]]), np.array([-0.1, 0.1]))])


@pytest.mark.form
def test_adam_step_stands_still_where_the_gradient_is_zero(adam_step):
    walks(adam_step, [0.0, 0.0], [3.0, 3.0], lr=0.1, start=3.0)


def test_adam_step_goes_on_after_the_gradient_is_gone(adam_step):
    # β₁ = 0.5, β₂ = 0.75, g = 1 then 0: m = 0.25, m̂ = 0.25/0.75; s = 0.1875, ŝ = 0.1875/0.4375
    second = (0.25 / 0.75) / (0.1875 / 0.4375) ** 0.5
    walks(adam_step, [1.0, 0.0], [-0.1, -0.1 - 0.1 * second], lr=0.1, beta1=0.5, beta2=0.75)


def test_adam_step_moves_by_the_sign_where_both_betas_are_zero(adam_step):
    """moves by the sign of the gradient where both betas are 0"""
    # m = g, s = g² and no correction is needed: 1 − 0ᵗ = 1
    walks(adam_step, [4.0, -2.0], [-0.1, 0.0], lr=0.1, beta1=0.0, beta2=0.0)


def test_adam_step_new_learning_rate_acts_on_the_whole_average(adam_step):
    """a new learning rate acts on the whole average"""
    # m̂ = g and ŝ = g² under a constant gradient: −1 at lr 1, then −0.1 at lr 0.1
    params, state = taken(adam_step(one_number(0.0), one_number(1.0), None, 1.0))
    params, _ = taken(adam_step(params, one_number(1.0), state, 0.1))
    close(params, one_number(-1.1))


def test_adam_step_counts_one_step_a_call(adam_step, reference, rng):
    params, gradients = network(rng, (4, 5, 3, 2)), [network(rng, (4, 5, 3, 2)) for _ in range(5)]
    follows(adam_step, reference.adam_step, params, gradients, 0.05)


def test_adam_step_moves_every_weight_and_bias(adam_step, reference, rng):
    params, gradients = network(rng, (2, 6, 3)), [network(rng, (2, 6, 3)) for _ in range(4)]
    follows(adam_step, reference.adam_step, params, gradients, 0.05, beta1=0.6, beta2=0.8, eps=1e-3)


def test_adam_step_remembers_in_state_alone(adam_step, reference, rng):
    remembers_in_state_alone(adam_step, reference.adam_step, rng)


def test_adam_step_takes_arguments_by_name(adam_step, reference, rng):
    takes_its_arguments_by_name(adam_step, reference.adam_step, rng, beta1=0.5, beta2=0.9, eps=0.01)


def test_adam_step_takes_other_kinds_of_arrays(adam_step, reference, rng):
    """takes float32, arrays with gaps, and tuples"""
    takes_other_arrays(adam_step, reference.adam_step, rng)


@pytest.mark.form
def test_adam_step_leaves_its_arguments_alone(adam_step, rng):
    leaves_its_arguments_alone(adam_step, rng)


# ---- weight_decay ----


@pytest.mark.form
def test_weight_decay_keeps_the_shapes(weight_decay, rng):
    grads = network(rng)
    layered(weight_decay(network(rng), grads, 0.1), grads, pair="(dW, db)")


def test_weight_decay_adds_a_part_of_each_weight(weight_decay):
    """adds a part of each weight, as worked by hand"""
    # 1 + 0.1 · 2 = 1.2 and 4 + 0.1 · (−3) = 3.7
    params = [(np.array([[2.0, -3.0]]), np.array([5.0, 5.0]))]
    grads = [(np.array([[1.0, 4.0]]), np.array([7.0, -7.0]))]
    close(weight_decay(params, grads, 0.1)[0][0], np.array([[1.2, 3.7]]))


@pytest.mark.form
def test_weight_decay_leaves_the_biases(weight_decay):
    params = [(np.array([[2.0, -3.0]]), np.array([5.0, 5.0]))]
    grads = [(np.array([[1.0, 4.0]]), np.array([7.0, -7.0]))]
    close(weight_decay(params, grads, 0.1)[0][1], np.array([7.0, -7.0]))


@pytest.mark.form
def test_weight_decay_changes_nothing_at_strength_zero(weight_decay, rng):
    """changes nothing at strength 0"""
    grads = network(rng)
    expected = copy.deepcopy(grads)
    close(weight_decay(network(rng), grads, 0.0), expected)


def test_weight_decay_adds_the_gradient_of_the_penalty(weight_decay, rng):
    # of strength/2 · ΣW² at one weight, by a central difference; exact for a square up to rounding
    W, h = rng.normal(size=(3, 2)), 1e-3

    def penalty(w):
        changed = W.copy()
        changed[1, 0] = w
        return 0.7 / 2 * np.square(changed).sum()

    slope = (penalty(W[1, 0] + h) - penalty(W[1, 0] - h)) / (2 * h)
    ((dW, _),) = weight_decay([(W, np.ones(2))], [(np.zeros((3, 2)), np.zeros(2))], 0.7)
    close(np.asarray(dW)[1, 0], slope, atol=1e-8)


def test_weight_decay_reaches_every_layer(weight_decay, reference, rng):
    params, grads = network(rng, (4, 5, 3, 2)), network(rng, (4, 5, 3, 2))
    expected = reference.weight_decay(
        *copy.deepcopy((params, grads)), 0.3
    )  # ours hands on the bias gradients themselves
    close(weight_decay(params, grads, 0.3), expected)


def test_weight_decay_takes_arguments_by_name(weight_decay, reference, rng):
    params, grads = network(rng), network(rng)
    expected = reference.weight_decay(*copy.deepcopy((params, grads)), 2)
    close(weight_decay(params=params, grads=grads, strength=2), expected)


def test_weight_decay_takes_other_kinds_of_arrays(weight_decay, reference, rng):
    """takes float32, arrays with gaps, and tuples"""
    params, grads = network(rng), network(rng)
    expected = reference.weight_decay(*copy.deepcopy((params, grads)), 0.3)
    narrow = [[tuple(p.astype(np.float32) for p in layer) for layer in layers] for layers in (params, grads)]
    close(weight_decay(*narrow, 0.3), expected, rtol=1e-4, atol=1e-5)
    gaps = [[tuple(map(strided, layer)) for layer in layers] for layers in (params, grads)]
    close(weight_decay(*gaps, 0.3), expected)
    close(
        weight_decay(
            *(tuple(list(layer) for layer in layers) for layers in copy.deepcopy((params, grads))), 0.3
        ),
        expected,
    )


@pytest.mark.form
def test_weight_decay_leaves_its_arguments_alone(weight_decay, rng):
    pure(weight_decay, network(rng), network(rng), 0.3)


# ---- cosine_lr ----


def schedules(cosine_lr, expected, *ends):
    """Assert the learning rate of each epoch, one call at a time: then a complaint is of the call that it shows."""
    for epoch, rate in enumerate(expected):
        close(cosine_lr(epoch, len(expected), *ends), rate)


@pytest.mark.form
def test_cosine_lr_starts_at_lr_max(cosine_lr):
    """starts at lr_max"""
    close(cosine_lr(0, 5, 8.0), 8.0)


@pytest.mark.form
def test_cosine_lr_ends_at_zero_in_the_last_epoch(cosine_lr):
    close(cosine_lr(4, 5, 8.0), 0.0)


def test_cosine_lr_follows_half_a_cosine(cosine_lr):
    """follows half a cosine, as worked by hand"""
    # epoch 1 of 4 (0 to 3): 8 · (1 + cos 60°)/2 = 6; epoch 2 of 4: 8 · (1 + cos 120°)/2 = 2; epoch 2 of 5 (0 to 4): (1 + cos 90°)/2 = 1/2
    close(cosine_lr(1, 4, 8.0), 6.0)
    close(cosine_lr(2, 4, 8.0), 2.0)
    close(cosine_lr(2, 5, 8.0), 4.0)


def test_cosine_lr_comes_down_to_lr_min(cosine_lr):
    """comes down to lr_min"""
    # between 2 and 10: 10, 2 + 8 · 3/4, 2 + 8/4, 2
    schedules(cosine_lr, [10.0, 8.0, 4.0, 2.0], 10.0, 2.0)
    close(cosine_lr(3, 4, 10.0, lr_min=2.0), 2.0)


def test_cosine_lr_first_half_mirrors_the_second(cosine_lr, rng):
    """the first half mirrors the second"""
    high, epochs = rng.uniform(5, 9), 12
    rates = [cosine_lr(e, epochs, high, 1.0) for e in range(epochs)]
    for e, rate in enumerate(rates):
        told = f"it and the rate of epoch {epochs - 1 - e} should sum to {high + 1:.6g}"
        close(rate, high + 1.0 - float(rates[-1 - e]), told=told)


@pytest.mark.form
def test_cosine_lr_never_rises(cosine_lr):
    rates = [cosine_lr(e, 50, 8.0, 1.0) for e in range(50)]
    for before, rate in zip(rates, rates[1:]):
        if not rate <= before + 1e-9:
            raise Unlike(f"it should be at most the rate of the epoch before, {float(before):.6g}", rate)


@pytest.mark.form
def test_cosine_lr_gives_lr_max_to_a_single_epoch(cosine_lr):
    """gives lr_max to a single epoch"""
    close(cosine_lr(0, 1, 8.0), 8.0)
    close(cosine_lr(0, 1, 8.0, 3.0), 8.0)


def test_cosine_lr_gives_two_epochs_the_two_ends(cosine_lr):
    schedules(cosine_lr, [8.0, 3.0], 8.0, 3.0)


def test_cosine_lr_equals_the_formula(cosine_lr, reference, rng):
    epochs = int(rng.integers(20, 40))
    low, high = rng.uniform(1, 2), rng.uniform(5, 9)
    schedules(cosine_lr, [float(reference.cosine_lr(e, epochs, high, low)) for e in range(epochs)], high, low)


def test_cosine_lr_takes_arguments_by_name_and_integers(cosine_lr):
    close(cosine_lr(epoch=1, epochs=4, lr_max=8, lr_min=0), 6.0)
    close(cosine_lr(np.int64(1), np.int64(4), np.float32(8)), 6.0)


# ---- train_with ----


def task(rng, n=12, sizes=(3, 5, 4)):
    """Random examples of random classes (each class at least once), and a random network."""
    X = rng.normal(size=(n, sizes[0]))
    y = rng.permutation(np.arange(n) % sizes[-1])
    return X, y, network(rng, sizes)


def trained(answer):
    """The two things that training returns."""
    pair = isinstance(answer, (tuple, list)) and len(answer) == 2
    assert pair, "it should return two things: the trained params and the list of losses"
    listed = isinstance(answer[1], (list, tuple))
    assert listed, "the second thing it returns should be the list of losses, one an epoch"
    return answer


def trains_on_everything_at_once(train_with, reference, rng, optimizer):
    # one batch holds all examples, so the order in which they are shuffled does not matter
    X, y, params = task(rng)
    expected, ours = reference.train_with(optimizer, X, y, params, 5, 12, 0.05, np.random.default_rng(1))
    after, losses = trained(train_with(optimizer, X, y, params, 5, 12, 0.05, np.random.default_rng(1)))
    problem = difference(losses, [float(loss) for loss in ours]) or difference(after, expected)
    assert problem is None, f'with optimizer "{optimizer}" and all examples in one batch: {problem}'


def trains_on_equal_examples(train_with, reference, optimizer):
    # five times the same example in batches of 2, 2 and 1: any order gives the same three updates an epoch
    X, y = np.tile([[0.5, -1.0]], (5, 1)), np.ones(5, dtype=int)
    params = [(np.array([[0.2, -0.1, 0.4], [0.3, 0.5, -0.2]]), np.zeros(3))]
    expected, ours = reference.train_with(optimizer, X, y, params, 3, 2, 0.1, np.random.default_rng(1))
    after, losses = trained(train_with(optimizer, X, y, params, 3, 2, 0.1, np.random.default_rng(1)))
    problem = difference(losses, [float(loss) for loss in ours]) or difference(after, expected)
    assert problem is None, f'"{optimizer}" on five equal examples in batches of 2, 2 and 1: {problem}'


@pytest.mark.form
def test_train_with_returns_params_and_a_loss_for_each_epoch(train_with, rng):
    X, y, params = task(rng, sizes=(3, 5, 6, 4))  # three layers: params alone are no pair
    after, losses = trained(train_with("sgd", X, y, params, 3, 4, 0.1, rng))
    layered(after, params, "the first thing it returns")
    assert len(losses) == 3, f"there should be one loss an epoch, 3 in all; there are {len(losses)}"


def test_train_with_makes_one_step_worked_by_hand(train_with):
    # scores 0 and 0, softmax ½ and ½, gradient (−½, ½), so lr = 1 gives W = (½, −½) = b, scores ±1 and the loss log(1 + e⁻²)
    params = [(np.zeros((1, 2)), np.zeros(2))]
    after, losses = trained(
        train_with("sgd", np.ones((1, 1)), np.array([0]), params, 1, 1, 1.0, np.random.default_rng(0))
    )
    close(after, [(np.array([[0.5, -0.5]]), np.array([0.5, -0.5]))])
    close(losses, [np.log1p(np.exp(-2.0))])


def test_train_with_trains_by_sgd(train_with, reference, rng):
    trains_on_everything_at_once(train_with, reference, rng, "sgd")


def test_train_with_trains_by_momentum(train_with, reference, rng):
    trains_on_everything_at_once(train_with, reference, rng, "momentum")


def test_train_with_trains_by_rmsprop(train_with, reference, rng):
    trains_on_everything_at_once(train_with, reference, rng, "rmsprop")


def test_train_with_trains_by_adam(train_with, reference, rng):
    trains_on_everything_at_once(train_with, reference, rng, "adam")


def test_train_with_updates_after_every_batch(train_with, reference):
    trains_on_equal_examples(train_with, reference, "sgd")


def test_train_with_carries_the_state_from_batch_to_batch_and_epoch_to_epoch(train_with, reference):
    for optimizer in ("momentum", "rmsprop", "adam"):
        trains_on_equal_examples(train_with, reference, optimizer)


def test_train_with_ends_its_losses_with_that_of_the_returned_params(train_with, reference, rng):
    X, y, params = task(rng)
    after, losses = trained(train_with("adam", *copy.deepcopy((X, y, params)), 3, 5, 0.05, rng))
    scores, _ = reference.forward(X, [tuple(map(np.asarray, layer)) for layer in after])
    assert losses, "there should be one loss an epoch; there is none"
    assert all(map(np.isfinite, losses)), f"every loss should be a number, and the last is {losses[-1]}"
    problem = difference(losses[-1], float(reference.cross_entropy(scores, y)))
    assert problem is None, (
        f"the last loss should be the cross entropy of the returned params on all of X: {problem}"
    )


def test_train_with_returns_the_last_params_also_where_the_loss_rises(train_with, reference):
    # one place, both labels: the best scores are equal, and lr = 10 throws them from side to side; the losses are about 4 and 6
    X, y, params = np.ones((2, 1)), np.array([0, 1]), [(np.array([[1.0, 0.0]]), np.zeros(2))]
    expected, _ = reference.train_with("sgd", X, y, params, 3, 2, 10.0, np.random.default_rng(1))
    after, losses = trained(train_with("sgd", X, y, params, 3, 2, 10.0, np.random.default_rng(1)))
    close(after, expected)
    assert len(losses) == 3, (
        f"there should be one loss an epoch, 3 in all, also where it rises; there are {len(losses)}"
    )


def test_train_with_sees_every_example_once_an_epoch(train_with, reference, rng):
    # at a tiny lr the parameters hardly move, and the steps of one epoch (4 batches of 3) sum to 4 times the whole gradient;
    # no hidden layer, so no kink of relu is near
    X, y, params = task(rng, sizes=(3, 4))
    _, grads = reference.loss_and_grads(X, y, params)
    after, _ = trained(train_with("sgd", *copy.deepcopy((X, y, params)), 1, 3, 1e-6, rng))
    moved = [tuple((p - np.asarray(q)) / 4e-6 for p, q in zip(*layers)) for layers in zip(params, after)]
    problem = difference(moved, [tuple(layer) for layer in grads], rtol=1e-4, atol=1e-4)
    assert problem is None, (
        f"the steps of an epoch, each example used once and with its own label, do not add up: {problem}"
    )
    # each example alone in a column of X: its weights show what it counted for, 1/3 in a batch of three and 1/2 in one of two
    X, y, params = np.eye(5), np.arange(5) % 3, [(rng.normal(size=(5, 3)), np.zeros(3))]
    _, ((dW, _),) = reference.loss_and_grads(X, y, params)
    ((W, _),), _ = trained(train_with("sgd", *copy.deepcopy((X, y, params)), 1, 3, 1e-6, rng))
    shares = sorted(((params[0][0] - np.asarray(W))[:, 0] / (5e-6 * dW[:, 0])).round(4).tolist())
    assert shares == [0.3333] * 3 + [0.5] * 2, (
        f"of five examples in batches of 3 and 2, three should count for 1/3 of a step and two for 1/2; they count for {shares}: each step takes the gradient of its own batch"
    )


@pytest.mark.form
def test_train_with_shuffles_before_each_epoch(train_with, reference, rng):
    # two examples one by one, 34 epochs: the same order 34 times happens by chance once in 2³³ runs
    X, y = np.array([[1.0, 0.0], [0.5, 1.0]]), np.array([0, 1])
    params = [(np.array([[0.1, -0.2], [0.3, 0.2]]), np.zeros(2))]
    _, losses = trained(train_with("sgd", *copy.deepcopy((X, y, params)), 34, 1, 0.5, rng))
    for order in ([0, 1], [1, 0]):
        fixed, moved = [], params
        for _ in range(34):
            for i in order:
                moved = reference.sgd_step(
                    moved, reference.loss_and_grads(X[i : i + 1], y[i : i + 1], moved)[1], 0.5
                )
            fixed.append(float(reference.cross_entropy(reference.forward(X, moved)[0], y)))
        assert difference(losses, fixed) is not None, (
            "the examples should come in a new order in each epoch; they come in the same one"
        )


@pytest.mark.form
def test_train_with_draws_the_order_from_rng(train_with, rng):
    # 12 examples one by one, 3 epochs: equal orders from two seeds happen once in (12!)³ runs
    X, y, params = task(rng)
    seeds = rng.choice(1000, 2, replace=False)
    (_, first), (_, second) = (
        trained(
            train_with("sgd", *copy.deepcopy((X, y, params)), 3, 1, 0.1, np.random.default_rng(int(seed)))
        )
        for seed in seeds
    )
    assert difference(first, [float(loss) for loss in second], rtol=1e-9) is not None, (
        "another `rng` should bring another order"
    )


def test_train_with_takes_one_example_and_a_batch_larger_than_the_data(train_with, reference, rng):
    X, y, params = task(rng, n=1)
    expected, ours = reference.train_with("momentum", X, y, params, 3, 8, 0.1, np.random.default_rng(1))
    after, losses = trained(train_with("momentum", X, y, params, 3, 8, 0.1, rng))
    close(losses, [float(loss) for loss in ours])
    close(after, expected)


def test_train_with_trains_networks_of_any_depth(train_with, reference, rng):
    for sizes in ((3, 4), (3, 6, 5, 4)):
        X, y, params = task(rng, sizes=sizes)
        expected, _ = reference.train_with("adam", X, y, params, 2, 12, 0.01, np.random.default_rng(1))
        after, _ = trained(train_with("adam", X, y, params, 2, 12, 0.01, rng))
        close(after, expected)


def test_train_with_takes_other_kinds_of_arrays_and_names(train_with, reference, rng):
    """takes integers, float32 and arrays with gaps for X, and its arguments by name"""
    X, y, params = task(
        rng, sizes=(3, 4)
    )  # no hidden layer: float32 could fall on the other side of relu's kink
    whole = np.round(4 * X).astype(int)
    small = X.astype(np.float32)
    for X_given, tolerance in ((whole, 1e-6), (small, 1e-3), (strided(X), 1e-6)):
        expected, _ = reference.train_with(
            "momentum", X_given.astype(float), y, params, 2, 12, 0.05, np.random.default_rng(3)
        )
        given = dict(
            X=X_given,
            y=strided(y),
            params=tuple(map(list, copy.deepcopy(params))),
            rng=np.random.default_rng(3),
        )
        after, _ = trained(train_with(optimizer="momentum", epochs=2, batch_size=12, lr=0.05, **given))
        close(after, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.form
def test_train_with_repeats_itself_for_one_seed(train_with, rng):
    X, y, params = task(rng)
    pure(train_with, "adam", X, y, params, 2, 5, 0.05, np.random.default_rng(int(rng.integers(2**32))))


# ---- the milestone ----


def valley(params):
    """The height ½ · (w² + 50 · b²) of a valley that is flat along the weight w and steep along the bias b, and its gradient."""
    ((W, b),) = params
    return 0.5 * float(np.sum(np.square(W)) + 50 * np.sum(np.square(b))), [
        (1.0 * np.asarray(W), 50.0 * np.asarray(b))
    ]


def descent(step, lr, steps=40):
    """The height after so many steps from w = 10, b = 1, where it is 75."""
    params, state = [(np.array([[10.0]]), np.array([1.0]))], None
    for _ in range(steps):
        params, state = taken(step(params, valley(params)[1], state, lr))
    return valley(params)[0]


@pytest.mark.milestone
def test_milestone_the_valley_and_the_spirals(
    momentum_step, rmsprop_step, adam_step, train_with, reference, rng
):
    """momentum, RMSProp and Adam beat SGD in the valley, and Adam learns the spirals"""
    from playground import datasets

    plain = descent(lambda params, grads, state, lr: (reference.sgd_step(params, grads, lr), state), lr=0.035)
    for step, lr, name in (
        (momentum_step, 0.02, "momentum"),
        (rmsprop_step, 0.3, "RMSProp"),
        (adam_step, 0.3, "Adam"),
    ):
        height = descent(step, lr)
        assert height < plain / 2, (
            f"after 40 steps down the valley, {name} should come below half of SGD's {plain:.3g}; it is at {height:.3g}"
        )

    X, y = datasets.spirals(n=300, noise=0.1, seed=0)
    params = reference.init_params([2, 32, 32, 3], rng)
    after, losses = trained(train_with("adam", *copy.deepcopy((X, y, params)), 40, 32, 0.01, rng))
    right = reference.accuracy(reference.forward(X, after)[0], y)
    assert losses[-1] < 0.05, (
        f"on the spirals, after 40 epochs of Adam the loss should be below 0.05; it is {losses[-1]:.3g}"
    )
    assert right >= 0.98, f"on the spirals, Adam should get 98 % right; it gets {right:.1%}"
    _, slow = trained(train_with("sgd", X, y, params, 40, 32, 0.01, rng))
    assert slow[-1] > losses[-1], "at the same learning rate of 0.01, Adam should end below SGD"
