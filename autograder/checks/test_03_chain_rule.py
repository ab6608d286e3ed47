"""Lesson 3: derivatives by formula, by measurement, and the comparison of the two.

The oracle for a formula is the complex step: for an analytic f, f'(z) = Im f(z + i·t) / t up to O(t²). Nothing is
subtracted, so a step of 1e-20 is exact to rounding.
"""

import copy
import math

import numpy as np
import pytest

from autograder.comparison import close, pure, strided

TINY = 1e-20


def far_out(dtype=float):
    """0 and numbers of either sign up to the largest. Made anew, because an answer may write into its argument."""
    largest, far = (1e308, 710.0) if dtype is float else (3e38, 100.0)
    return np.array([-largest, -1e5, -1000.0, -far, 0.0, far, 1000.0, 1e5, largest], dtype=dtype)


def complex_step(f, z):
    """f'(z) for an analytic elementwise f."""
    return np.imag(f(z + TINY * 1j)) / TINY


def has_shape(answer, shape):
    """Numbers of that shape, whatever their values."""
    close(answer, np.zeros(shape), atol=1e300)


def away_from_zero(rng, shape):
    """Random numbers of either sign with sizes between 0.5 and 2."""
    return rng.uniform(0.5, 2, size=shape) * rng.choice([-1.0, 1.0], size=shape)


# numerical_derivative


@pytest.mark.form
def test_numerical_derivative_returns_a_number(numerical_derivative):
    has_shape(numerical_derivative(lambda x: x, 0.5), ())


def test_numerical_derivative_gives_the_value_worked_by_hand(numerical_derivative):
    # at 2 with h = 0.1: (2.1³ − 1.9³) / (2 · 0.1) = (9.261 − 6.859) / 0.2 = 12.01
    close(numerical_derivative(lambda x: x**3, 2.0, 0.1), 12.01)


def test_numerical_derivative_is_exact_for_a_parabola(numerical_derivative, rng):
    # the two errors of a parabola cancel, whatever the step: the slope of 3x² − x is 6x − 1
    x = float(rng.uniform(0.5, 2))
    close(numerical_derivative(lambda t: 3 * t**2 - t, x, h=0.125), 6 * x - 1)


def test_numerical_derivative_agrees_with_known_derivatives(numerical_derivative, rng):
    x = float(rng.uniform(-2, 2))
    close(numerical_derivative(np.exp, x), float(np.exp(x)), rtol=1e-7)
    close(numerical_derivative(math.sin, x), np.cos(x), rtol=1e-7)  # it takes one number, no array
    close(numerical_derivative(lambda t: 1 - t / 4, x), -0.25, rtol=1e-7)  # it falls


def test_numerical_derivative_takes_the_step_that_it_is_given(numerical_derivative, rng):
    # (x + h)³ − (x − h)³ = 6x²h + 2h³
    x, h = float(rng.uniform(0.5, 2)), float(rng.uniform(0.1, 0.3))
    close(numerical_derivative(f=lambda t: t**3, x=x, h=h), 3 * x**2 + h**2)


def test_numerical_derivative_has_its_own_step_unless_told(numerical_derivative):
    """steps by 1e-5 unless told otherwise"""
    # sin(x / 1e-5) at 0, one step of 1e-5 to each side: (sin(1) − sin(−1)) / 2e-5 = sin(1) / 1e-5
    close(numerical_derivative(lambda x: np.sin(x / 1e-5), 0.0), np.sin(1) / 1e-5)


def test_numerical_derivative_takes_a_whole_number(numerical_derivative):
    close(numerical_derivative(lambda x: x**2 / 4, 3), 1.5, rtol=1e-7)  # x / 2 at 3


def test_numerical_derivative_gives_the_same_answer_each_time(numerical_derivative):
    pure(numerical_derivative, lambda x: x**2, 1.5)
    close(numerical_derivative(lambda x: x**2, 1.5), 3.0, rtol=1e-7)
    close(numerical_derivative(lambda x: x**2, -0.5), -1.0, rtol=1e-7)


# sigmoid_grad


@pytest.mark.form
def test_sigmoid_grad_keeps_the_shape(sigmoid_grad, rng):
    for shape in [(3,), (2, 3), (2, 1, 3)]:
        has_shape(sigmoid_grad(rng.normal(size=shape)), shape)


def test_sigmoid_grad_gives_the_values_worked_by_hand(sigmoid_grad):
    # sigmoid(0) = 1/2: 1/2 · 1/2. sigmoid(±ln 3) = 3/4 and 1/4: 3/4 · 1/4
    close(sigmoid_grad(np.array([0.0, np.log(3), -np.log(3)])), np.array([1 / 4, 3 / 16, 3 / 16]))


def test_sigmoid_grad_is_the_slope_of_the_sigmoid(sigmoid_grad, rng):
    z = rng.normal(scale=3, size=(4, 5))
    expected = complex_step(lambda z: 1 / (1 + np.exp(-z)), z)
    close(sigmoid_grad(z), expected)


def test_sigmoid_grad_agrees_with_ours(sigmoid_grad, reference, rng):
    z = rng.normal(scale=5, size=(3, 4))
    expected = reference.sigmoid_grad(z)
    close(sigmoid_grad(z=z), expected)


def test_sigmoid_grad_stays_finite_far_out(sigmoid_grad):
    expected = np.where(far_out() == 0, 1 / 4, 0.0)
    close(sigmoid_grad(far_out()), expected)
    close(sigmoid_grad(far_out(np.float32)), expected, rtol=1e-4, atol=1e-6)


def test_sigmoid_grad_takes_whole_numbers(sigmoid_grad):
    z = np.array([[-2, 0], [1, 3]])
    expected = complex_step(lambda z: 1 / (1 + np.exp(-z)), z.astype(float))
    close(sigmoid_grad(z), expected)


def test_sigmoid_grad_takes_any_layout_float32_and_a_single_number(sigmoid_grad, rng):
    """takes any layout, float32 and a single number"""
    z = rng.normal(size=(3, 4))
    expected = complex_step(lambda z: 1 / (1 + np.exp(-z)), z)
    close(sigmoid_grad(strided(z)), expected)
    close(sigmoid_grad(z.copy().T), expected.T)
    close(sigmoid_grad(z.astype(np.float32)), expected, rtol=1e-4, atol=1e-6)
    close(sigmoid_grad(np.array(z[0, 0])), expected[0, 0])


@pytest.mark.form
def test_sigmoid_grad_leaves_its_argument_alone(sigmoid_grad, rng):
    pure(sigmoid_grad, rng.normal(size=(2, 3)))


# tanh_grad


@pytest.mark.form
def test_tanh_grad_keeps_the_shape(tanh_grad, rng):
    for shape in [(3,), (2, 3), (2, 1, 3)]:
        has_shape(tanh_grad(rng.normal(size=shape)), shape)


def test_tanh_grad_gives_the_values_worked_by_hand(tanh_grad):
    # tanh(0) = 0: 1 − 0². tanh(±ln 2) = ±(2 − 1/2) / (2 + 1/2) = ±3/5: 1 − 9/25
    close(tanh_grad(np.array([0.0, np.log(2), -np.log(2)])), np.array([1, 16 / 25, 16 / 25]))


def test_tanh_grad_is_the_slope_of_tanh(tanh_grad, rng):
    z = rng.normal(scale=2, size=(4, 5))
    expected = complex_step(np.tanh, z)
    close(tanh_grad(z), expected)


def test_tanh_grad_agrees_with_ours(tanh_grad, reference, rng):
    z = rng.normal(scale=3, size=(3, 4))
    expected = reference.tanh_grad(z)
    close(tanh_grad(z=z), expected)


def test_tanh_grad_stays_finite_far_out(tanh_grad):
    expected = np.where(far_out() == 0, 1.0, 0.0)
    close(tanh_grad(far_out()), expected)
    close(tanh_grad(np.array([-1000.0, np.log(2)])), np.array([0, 16 / 25]))  # worked by hand
    close(tanh_grad(far_out(np.float32)), expected, rtol=1e-4, atol=1e-6)


def test_tanh_grad_takes_whole_numbers(tanh_grad):
    z = np.array([[-2, 0], [1, 3]])
    expected = complex_step(np.tanh, z.astype(float))
    close(tanh_grad(z), expected)


def test_tanh_grad_takes_any_layout_float32_and_a_single_number(tanh_grad, rng):
    """takes any layout, float32 and a single number"""
    z = rng.normal(size=(3, 4))
    expected = complex_step(np.tanh, z)
    close(tanh_grad(strided(z)), expected)
    close(tanh_grad(z.copy().T), expected.T)
    close(tanh_grad(z.astype(np.float32)), expected, rtol=1e-4, atol=2e-6)
    close(tanh_grad(np.array(z[0, 0])), expected[0, 0])


@pytest.mark.form
def test_tanh_grad_leaves_its_argument_alone(tanh_grad, rng):
    pure(tanh_grad, rng.normal(size=(2, 3)))


# relu_grad


@pytest.mark.form
def test_relu_grad_keeps_the_shape(relu_grad, rng):
    for shape in [(3,), (2, 3), (2, 1, 3)]:
        has_shape(relu_grad(away_from_zero(rng, shape)), shape)


def test_relu_grad_is_one_where_z_is_positive_and_zero_where_negative(relu_grad):
    # relu(z) = z rises by 1 for each 1; relu(z) = 0 does not rise
    close(relu_grad(np.array([-3.0, -0.25, 0.25, 4.0])), np.array([0.0, 0.0, 1.0, 1.0]))


def test_relu_grad_is_zero_at_zero(relu_grad):
    close(relu_grad(np.array([[0.0, 2.0], [-2.0, -0.0]])), np.array([[0.0, 1.0], [0.0, 0.0]]))


def test_relu_grad_agrees_with_the_slope_measured_on_both_sides(relu_grad, rng):
    z = away_from_zero(rng, (4, 5))
    below, above = (
        np.where(z > 0, z, 0) - np.where(z > 0, z - 0.25, 0),
        np.where(z > 0, z + 0.25, 0) - np.where(z > 0, z, 0),
    )
    expected = (below + above) / 0.5
    close(relu_grad(z), expected)


def test_relu_grad_agrees_with_ours(relu_grad, reference, rng):
    z = np.concatenate([rng.normal(size=(3, 4)), np.zeros((1, 4))])
    expected = reference.relu_grad(z)
    close(relu_grad(z=z), expected)


def test_relu_grad_is_right_for_the_smallest_and_the_largest_numbers(relu_grad):
    z = np.array([-1e308, -1e-300, 1e-300, 1e308])
    close(relu_grad(z), np.array([0.0, 0.0, 1.0, 1.0]))
    close(relu_grad(far_out(np.float32)), np.where(far_out() > 0, 1.0, 0.0))


def test_relu_grad_takes_whole_numbers(relu_grad):
    close(relu_grad(np.array([[-2, 0], [1, 3]])), np.array([[0.0, 0.0], [1.0, 1.0]]))


def test_relu_grad_takes_any_layout_float32_and_a_single_number(relu_grad, rng):
    """takes any layout, float32 and a single number"""
    z = away_from_zero(rng, (3, 4))
    expected = (np.sign(z) + 1) / 2  # no z is 0
    close(relu_grad(strided(z)), expected)
    close(relu_grad(z.copy().T), expected.T)
    close(relu_grad(z.astype(np.float32)), expected)
    close(relu_grad(np.array(z[0, 0])), expected[0, 0])
    close(relu_grad(np.array(0.0)), 0.0)


@pytest.mark.form
def test_relu_grad_leaves_its_argument_alone(relu_grad, rng):
    pure(relu_grad, rng.normal(size=(2, 3)))


# neuron_grads


def neuron_loss(x, w, b, y):
    return (1 / (1 + np.exp(-(w @ x + b))) - y) ** 2


def neuron_slopes(x, w, b, y):
    """(dw, db) by complex steps, one parameter at a time."""
    dw = [np.imag(neuron_loss(x, w + TINY * 1j * e, b, y)) / TINY for e in np.eye(len(w))]
    return np.array(dw), np.imag(neuron_loss(x, w, b + TINY * 1j, y)) / TINY


def agrees(answer, dw, db, **tolerance):
    """Assert that the answer is dw and db, and say which of the two is not."""
    assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
        "it should return two things, `dw` and `db`"
    )
    for name, part, expected in zip(("dw", "db"), answer, (dw, db)):
        close(part, expected, told=f"in `{name}`", **tolerance)


def a_neuron(rng, d):
    """Random (x, w, b, y) whose score is not far out."""
    return (
        away_from_zero(rng, d),
        away_from_zero(rng, d) / d,
        float(rng.uniform(0.2, 0.8)),
        float(rng.uniform(1.5, 2)),
    )


@pytest.mark.form
def test_neuron_grads_returns_dw_and_db(neuron_grads, rng):
    answer = neuron_grads(*a_neuron(rng, 3))
    assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
        "it should return two things, `dw` and `db`"
    )


@pytest.mark.form
def test_neuron_grads_dw_has_the_shape_of_w_and_db_is_one_number(neuron_grads, rng):
    agrees(neuron_grads(*a_neuron(rng, 3)), np.zeros(3), 0.0, atol=1e300)


def test_neuron_grads_gives_the_gradients_worked_by_hand(neuron_grads):
    # z = 0.5·3 + 0.25·(−2) − 1 = 0, a = 1/2, dL/da = 2(1/2 − 0.1) = 0.8, da/dz = 1/4, dL/dz = 0.2: dw = 0.2·x, db = 0.2
    answer = neuron_grads(np.array([3.0, -2.0]), np.array([0.5, 0.25]), -1.0, 0.1)
    agrees(answer, np.array([0.6, -0.4]), 0.2)
    # z = 1·2 + 0.5·(−1) − 0.5 = 1, a = sigmoid(1) = 0.731, dL/da = 2a = 1.46, da/dz = a(1 − a) = 0.197, dL/dz = 0.287: dw = 0.287·x, db = 0.287
    a = 1 / (1 + np.exp(-1.0))
    dz = 2 * a * a * (1 - a)
    answer = neuron_grads(np.array([2.0, -1.0]), np.array([1.0, 0.5]), -0.5, 0.0)
    agrees(answer, np.array([2 * dz, -dz]), dz)
    # z = 1·2 + 1·(−1) − 1 = 0, a = 1/2, dL/da = 2(1/2 − 2) = −3, da/dz = 1/4, dL/dz = −3/4: dw = −3/4·x, db = −3/4
    answer = neuron_grads(np.array([2.0, -1.0]), np.array([1.0, 1.0]), -1.0, 2.0)
    agrees(answer, np.array([-1.5, 0.75]), -0.75)


def test_neuron_grads_dw_is_the_measured_slope(neuron_grads, rng):
    given = a_neuron(rng, 4)
    expected, _ = neuron_slopes(*given)
    close(neuron_grads(*given)[0], expected)


def test_neuron_grads_db_is_the_measured_slope(neuron_grads, rng):
    given = a_neuron(rng, 4)
    _, expected = neuron_slopes(*given)
    close(neuron_grads(*given)[1], expected)


def test_neuron_grads_agrees_with_ours(neuron_grads, reference, rng):
    for y in (0.0, 1.0, 0.3):
        x, w, b, _ = a_neuron(rng, 5)
        expected = reference.neuron_grads(x, w, b, y)
        agrees(neuron_grads(x=x, w=w, b=b, y=y), *expected)


@pytest.mark.form
def test_neuron_grads_is_zero_when_the_answer_is_exact(neuron_grads):
    # z = 0, a = 1/2 = y: at the minimum nothing pulls
    agrees(neuron_grads(np.array([3.0, 1.0]), np.array([1.0, -3.0]), 0.0, 0.5), np.zeros(2), 0.0)


def test_neuron_grads_takes_one_input(neuron_grads, rng):
    given = a_neuron(rng, 1)
    expected = neuron_slopes(*given)
    agrees(neuron_grads(*given), *expected)


def test_neuron_grads_takes_whole_numbers_as_input_and_as_target(neuron_grads):
    x, w = np.array([1, -2, 3]), np.array([2.0, 1.0, -1.0])
    expected = neuron_slopes(x.astype(float), w, 1.0, 0.0)
    agrees(neuron_grads(x, w, 1.0, 0), *expected)


def test_neuron_grads_takes_any_layout_and_float32(neuron_grads, rng):
    x, w, b, y = a_neuron(rng, 4)
    expected = neuron_slopes(x, w, b, y)
    agrees(neuron_grads(strided(x), w[::-1].copy()[::-1], b, y), *expected)
    agrees(neuron_grads(x.astype(np.float32), w.astype(np.float32), b, y), *expected, rtol=1e-4, atol=1e-5)


@pytest.mark.form
def test_neuron_grads_leaves_its_arguments_alone(neuron_grads, rng):
    pure(neuron_grads, *a_neuron(rng, 3))


# numerical_gradient


@pytest.mark.form
def test_numerical_gradient_returns_an_array_of_the_shape_of_x(numerical_gradient, rng):
    for shape in [(4,), (2, 3), (2, 1, 3)]:
        has_shape(numerical_gradient(np.sum, rng.normal(size=shape)), shape)


def test_numerical_gradient_gives_the_values_worked_by_hand(numerical_gradient):
    # f = x₀·x₁² at (2, 3) with h = 1: ((3 − 1)·9 / 2, (2·16 − 2·4) / 2) = (9, 12)
    close(numerical_gradient(lambda x: x[0] * x[1] ** 2, np.array([2.0, 3.0]), 1.0), np.array([9.0, 12.0]))
    # f = x₀²·x₁ at (3, 5) with h = 1: ((4² − 2²)·5 / 2, (3²·6 − 3²·4) / 2) = (30, 9)
    close(numerical_gradient(lambda x: x[0] ** 2 * x[1], np.array([3.0, 5.0]), 1.0), np.array([30.0, 9.0]))


def test_numerical_gradient_agrees_with_a_known_gradient(numerical_gradient, rng):
    # f = Σ A·sin(x) over a matrix: ∂f/∂x is A·cos(x), element by element
    A, x = away_from_zero(rng, (2, 3)), rng.uniform(-2, 2, size=(2, 3))
    expected = A * np.cos(x)
    close(numerical_gradient(lambda x: np.sum(A * np.sin(x)), x), expected, rtol=1e-7)


def test_numerical_gradient_sees_how_elements_act_together(numerical_gradient, rng):
    # f = xᵀ M x: the gradient is (M + Mᵀ) x
    M, x = rng.normal(size=(4, 4)), away_from_zero(rng, 4)
    expected = (M + M.T) @ x
    close(numerical_gradient(lambda x: x @ M @ x, x, h=0.25), expected)


@pytest.mark.form
def test_numerical_gradient_moves_one_element_at_a_time_by_h_to_each_side(numerical_gradient, rng):
    x, seen = away_from_zero(rng, (2, 3)), []

    def f(at):
        seen.append(np.array(at, dtype=float))
        return float(np.sum(at))

    numerical_gradient(f, x.copy(), h=0.25)
    assert seen, "`f` should be called"
    assert all(at.shape == x.shape for at in seen), "`f` should always get an array of the shape of x"
    steps = [at - x for at in seen if np.abs(at - x).max() > 1e-9]
    assert all(np.count_nonzero(np.abs(step) > 1e-9) == 1 for step in steps), (
        "`f` should see one element moved, the others as in x"
    )
    sizes = np.array([step.flat[np.abs(step).argmax()] for step in steps])
    assert np.allclose(np.abs(sizes), 0.25), "the moved element should be h away from where it is in x"
    assert (sizes > 0).any() and (sizes < 0).any(), "the element should move up and down"


def test_numerical_gradient_takes_the_step_that_it_is_given(numerical_gradient, rng):
    # (x + h)³ − (x − h)³ = 6x²h + 2h³
    x, h = away_from_zero(rng, (3, 2)), float(rng.uniform(0.1, 0.3))
    expected = 3 * x**2 + h**2
    close(numerical_gradient(lambda x: np.sum(x**3), x, h=h), expected)


def test_numerical_gradient_has_its_own_step_unless_told(numerical_gradient):
    """steps by 1e-5 unless told otherwise"""
    # Σ sin(x / 1e-5) at 0: (sin(1) − sin(−1)) / 2e-5 = sin(1) / 1e-5 for each element
    close(numerical_gradient(lambda x: np.sum(np.sin(x / 1e-5)), np.zeros(2)), np.full(2, np.sin(1) / 1e-5))


def test_numerical_gradient_agrees_with_ours(numerical_gradient, reference, rng):
    A, x = rng.normal(size=(3, 2)), rng.normal(size=(2, 3))

    def f(x):
        return np.sum(np.tanh(x @ A) ** 2)

    expected = reference.numerical_gradient(f, x)
    close(numerical_gradient(f=f, x=x), expected, rtol=1e-6, atol=1e-8)


def test_numerical_gradient_works_for_one_element(numerical_gradient):
    close(numerical_gradient(lambda x: 3 * x[0, 0] ** 2, np.array([[2.0]])), np.array([[12.0]]), rtol=1e-7)


def test_numerical_gradient_takes_whole_numbers(numerical_gradient):
    # Σ 0.3·x² has the gradient 0.6·x
    x = np.array([[1, -2], [3, 4]])
    expected = 0.6 * x
    close(numerical_gradient(lambda x: 0.3 * np.sum(x**2), x), expected, rtol=1e-7)


def test_numerical_gradient_takes_float32(numerical_gradient):
    # these numbers are exact in float32; 1 + 1e-5 is not, so the step needs float64
    x = np.array([1.0, -2.5, 0.75], dtype=np.float32)
    close(
        numerical_gradient(lambda x: np.sum(np.asarray(x, dtype=float) ** 2), x),
        np.array([2.0, -5.0, 1.5]),
        rtol=1e-5,
    )


def test_numerical_gradient_takes_any_layout(numerical_gradient, rng):
    A, x = away_from_zero(rng, (3, 4)), rng.uniform(-2, 2, size=(3, 4))
    expected = A * np.cos(x)
    close(numerical_gradient(lambda x: np.sum(A * np.sin(x)), strided(x)), expected, rtol=1e-7)
    close(numerical_gradient(lambda x: np.sum(A.T * np.sin(x)), x.copy().T), expected.T, rtol=1e-7)


@pytest.mark.form
def test_numerical_gradient_leaves_x_as_it_was(numerical_gradient, rng):
    # many elements: x + h − 2h + h is not always x, and one of them will show it
    pure(numerical_gradient, lambda x: np.sum(x**2), rng.normal(size=(6, 8)))


# relative_error


@pytest.mark.form
def test_relative_error_returns_one_number(relative_error, rng):
    has_shape(relative_error(rng.normal(size=(2, 3)), rng.normal(size=(2, 3))), ())


def test_relative_error_gives_the_value_worked_by_hand(relative_error):
    # 1000 and 1000.001: 0.0000005. 0.001 and 0.002: 0.001/0.003. 0 and 0: 0, since the denominator is 1e-8 at least
    close(relative_error(np.array([1000.0, 0.001, 0.0]), np.array([1000.001, 0.002, 0.0])), 1 / 3)
    # 1 and 3: 2/4. 10 and 10: 0. −2 and −2.5: 0.5/4.5. 4 and 6: 2/10
    close(relative_error(np.array([1.0, 10.0, -2.0, 4.0]), np.array([3.0, 10.0, -2.5, 6.0])), 0.5)


@pytest.mark.form
def test_relative_error_is_zero_for_equal_arrays(relative_error, rng):
    a = away_from_zero(rng, (2, 3))
    close(relative_error(a.copy(), a.copy()), 0.0)


@pytest.mark.form
def test_relative_error_is_one_for_opposite_signs(relative_error, rng):
    # |a − (−a)| / (|a| + |−a|) = 1: nothing can be further off
    a = away_from_zero(rng, (2, 3))
    close(relative_error(a, -a), 1.0)


def test_relative_error_is_the_worst_of_all_elements(relative_error, rng):
    a = away_from_zero(rng, 50)
    b = a.copy()
    b[17] *= 3  # 2/4 there, 0 elsewhere
    close(relative_error(a, b), 0.5)


def two_alike(rng, shape):
    """Two arrays of equal signs, so that their relative error is not 1."""
    a = away_from_zero(rng, shape)
    return a, a * rng.uniform(0.3, 0.9, size=shape)


def test_relative_error_ignores_the_scale_and_the_order_of_the_two(relative_error, rng):
    a, b = two_alike(rng, (2, 3))
    expected = max(abs(p - q) / (abs(p) + abs(q)) for p, q in zip(a.flat, b.flat))
    for pair in [(b, a), (1e4 * a, 1e4 * b), (1e-4 * a, 1e-4 * b), (-a, -b)]:
        close(relative_error(*(array.copy() for array in pair)), float(expected))


@pytest.mark.form
def test_relative_error_is_zero_where_both_are_zero(relative_error):
    # 0 / max(0 + 0, 1e-8)
    close(relative_error(np.array([0.0, 1.0]), np.array([0.0, 1.0])), 0.0)


def test_relative_error_divides_by_no_less_than_the_floor(relative_error):
    # 1e-9 / max(1e-9, 1e-8) = 0.1; 4e-9 / max(4e-9, 1e-8) = 0.4
    close(relative_error(np.array([0.0, 2e-9]), np.array([1e-9, -2e-9])), 0.4)


def test_relative_error_agrees_with_ours(relative_error, reference, rng):
    for shape in [(7,), (3, 4), (2, 3, 2)]:
        a = rng.normal(size=shape)
        b = a + 1e-3 * rng.normal(size=shape)
        expected = float(reference.relative_error(a, b))
        close(relative_error(a=a, b=b), expected)


def test_relative_error_takes_one_element_whole_numbers_and_float32(relative_error, rng):
    """takes one element, whole numbers and float32"""
    close(relative_error(np.array([4.0]), np.array([1.0])), 0.6)  # 3/5
    close(relative_error(np.array([[0, -2], [3, 1]]), np.array([[0, -6], [3, 1]])), 0.5)  # 4/8
    a, b = two_alike(rng, 6)
    worst = max(abs(p - q) / (abs(p) + abs(q)) for p, q in zip(a, b))
    close(relative_error(a.astype(np.float32), b.astype(np.float32)), float(worst), rtol=1e-4, atol=1e-6)


def test_relative_error_takes_any_layout(relative_error, rng):
    a, b = two_alike(rng, (3, 4))
    worst = max(abs(p - q) / (abs(p) + abs(q)) for p, q in zip(a.flat, b.flat))
    close(relative_error(strided(a), b.copy()), float(worst))
    close(relative_error(a.copy().T, strided(b.T)), float(worst))


@pytest.mark.form
def test_relative_error_is_nan_where_something_is_nan(relative_error):
    """is nan where a or b has a nan, in any place"""
    a = np.array([1.0, 2.0, 3.0])
    for b in (a, np.array([1.0, 2.0, 6.0])):  # beside the nan nothing differs, or 3/9
        broken = [np.where(np.arange(3) == place, np.nan, b) for place in range(3)]
        found = [
            relative_error(*copy.deepcopy(pair)) for array in broken for pair in ((a, array), (array, a))
        ]
        for error in found:
            close(error, np.nan)


@pytest.mark.form
def test_relative_error_leaves_its_arguments_alone(relative_error, rng):
    pure(relative_error, rng.normal(size=(2, 3)), rng.normal(size=(2, 3)))


# gradient_check


def cubes(A):
    """f = Σ A·x³ and its gradient 3A·x²."""

    def f(x):
        return np.sum(A * x**3.0)  # 3.0: an answer may hand over whole numbers

    def grad(x):
        return 3 * A * x**2.0

    return f, grad


@pytest.mark.form
def test_gradient_check_returns_one_true_or_false(gradient_check, rng):
    """returns one True or False"""
    answer = gradient_check(lambda x: np.sum(x**2), lambda x: 2 * x, away_from_zero(rng, (2, 3)))
    is_one = isinstance(answer, (bool, np.bool_)) or (
        isinstance(answer, np.ndarray) and answer.shape == () and answer.dtype == bool
    )
    assert is_one, "the answer should be one True or False"


@pytest.mark.form
def test_gradient_check_says_true_of_a_right_gradient(gradient_check, rng):
    """says True of a right gradient"""
    slopes = away_from_zero(rng, 3)
    close(gradient_check(lambda x: slopes @ x, lambda x: slopes.copy(), away_from_zero(rng, 3)), True)
    for shape in [(3,), (2, 3), (2, 1, 2)]:
        f, grad = cubes(away_from_zero(rng, shape))
        close(gradient_check(f, grad, away_from_zero(rng, shape)), True)


@pytest.mark.form
def test_gradient_check_says_false_of_a_wrong_gradient(gradient_check, rng):
    """says False of a wrong gradient"""
    f, grad = cubes(away_from_zero(rng, (2, 3)))
    x = away_from_zero(rng, (2, 3))
    for wrong in [lambda x: -grad(x), lambda x: 2 * grad(x), lambda x: grad(x) / 2, lambda x: grad(x) + 1]:
        close(gradient_check(f, wrong, x.copy()), False)


@pytest.mark.form
def test_gradient_check_says_false_when_one_element_of_many_is_wrong(gradient_check, rng):
    """says False when one element of many is wrong"""
    A, x = rng.uniform(0.5, 2, size=(6, 5)), away_from_zero(rng, (6, 5))
    # the wrong one is no larger than the others, so that neither a mean nor a length of the whole shows it
    A[0, 0] = A[5, 4] = x[0, 0] = x[5, 4] = 0.5
    f, grad = cubes(A)
    first, last = np.ones((6, 5)), np.ones((6, 5))
    first[0, 0] = last[5, 4] = 1 + 2 * 2e-6
    close(gradient_check(f, lambda x: first * grad(x), x.copy()), False)
    close(gradient_check(f, lambda x: last * grad(x), x.copy()), False)


@pytest.mark.form
def test_gradient_check_says_false_when_two_errors_cancel_in_the_sum(gradient_check, rng):
    """says False when two errors cancel in the sum"""
    f, grad = cubes(away_from_zero(rng, 4))
    close(
        gradient_check(f, lambda x: grad(x) + np.array([0.0, 0.5, -0.5, 0.0]), away_from_zero(rng, 4)), False
    )


@pytest.mark.form
def test_gradient_check_finds_a_wrong_small_element_beside_large_ones(gradient_check, rng):
    A = away_from_zero(rng, 3)
    A[1] *= 1e-7
    f, grad = cubes(A)
    close(gradient_check(f, lambda x: grad(x) * np.array([1.0, 2.0, 1.0]), away_from_zero(rng, 3)), False)


def test_gradient_check_judges_small_and_large_gradients_alike(gradient_check, rng):
    A, x = away_from_zero(rng, 3), away_from_zero(rng, 3)
    close(gradient_check(*cubes(1e7 * A), x.copy()), True)
    f, grad = cubes(4e-10 * A)
    close(gradient_check(f, lambda x: 2 * grad(x), x), False)


def test_gradient_check_allows_one_millionth_unless_told(gradient_check, rng):
    """allows a relative error of 1e-6 unless told otherwise"""
    # a gradient that is too large by the factor 1 + 2r has the relative error r, nearly
    f, grad = cubes(away_from_zero(rng, 3))
    x = away_from_zero(rng, 3)
    close(gradient_check(f, lambda x: grad(x) * (1 + 2 * 7e-7), x.copy()), True)
    close(gradient_check(f, lambda x: grad(x) * (1 + 2 * 3e-6), x), False)


def test_gradient_check_takes_the_tolerance_that_it_is_given(gradient_check, rng):
    f, grad = cubes(away_from_zero(rng, 3))
    x = away_from_zero(rng, 3)
    close(
        gradient_check(f=f, grad=lambda x: 1.03 * grad(x), x=x.copy(), tol=0.05), True
    )  # 0.03 / 2.03 is about 0.015
    close(gradient_check(f, lambda x: 1.03 * grad(x), x.copy(), tol=0.005), False)
    close(gradient_check(f, lambda x: 1.03 * grad(x), x, 0.02), True)
    # Σ sin(40x)/40 has the gradient cos(40x), here 1 and −1; a step as wide as tol would miss it, tol is not the step
    close(
        gradient_check(
            lambda x: np.sum(np.sin(40 * x)) / 40,
            lambda x: np.cos(40 * x),
            np.array([0, np.pi / 40]),
            tol=0.1,
        ),
        True,
    )


@pytest.mark.form
def test_gradient_check_allows_an_error_of_exactly_tol(gradient_check):
    # a constant has the gradient 0; claimed 1: |0 − 1| / (0 + 1) = 1, and 1 is at most 1
    close(gradient_check(lambda x: 5.0, lambda x: np.ones(3), np.array([1.0, 2.0, 3.0]), tol=1.0), True)


@pytest.mark.form
def test_gradient_check_says_false_when_something_is_nan(gradient_check):
    """says False when something is nan"""
    x = np.array([1.0, -2.0, 3.0])
    wrong_with_nan, nan_first, nan_last = (
        np.array([4, np.nan, 4]),
        np.array([np.nan, 2, 2]),
        np.array([2, 2, np.nan]),
    )
    for factor in (wrong_with_nan, nan_first, nan_last):
        close(
            gradient_check(
                lambda x: np.sum(np.asarray(x) ** 2), lambda x, factor=factor: factor * x, x.copy()
            ),
            False,
        )
    close(gradient_check(lambda x: np.nan, lambda x: 2 * x, x.copy()), False)
    close(
        gradient_check(lambda x: 5.0, lambda x: np.full(3, np.nan), x.copy()), False
    )  # the slope is 0: no number may stand in for nan


@pytest.mark.form
def test_gradient_check_says_true_where_both_gradients_are_0(gradient_check):
    """says True where both gradients are 0"""
    # |x| + x is flat at -2: measured 0, claimed 0, and 0 / max(0, 1e-8) is 0
    close(
        gradient_check(lambda x: np.sum(np.abs(x) + x), lambda x: 1 + np.sign(x), np.array([1.0, -2.0])),
        True,
    )
    # measured exactly 0 and claimed 1e-15: 1e-15 / 1e-8 is 1e-7
    close(gradient_check(lambda x: 0.0, lambda x: np.full(2, 1e-15), np.array([1.0, -2.0])), True)


@pytest.mark.form
def test_gradient_check_asks_for_the_gradient_at_x(gradient_check, rng):
    x, seen = away_from_zero(rng, (2, 2)), []

    def grad(at):
        seen.append(np.array(at, dtype=float))
        return 2 * np.asarray(at)

    gradient_check(lambda x: np.sum(np.asarray(x) ** 2), grad, x.copy())
    assert seen, "`grad` should be called"
    assert all(at.shape == x.shape and np.allclose(at, x) for at in seen), "`grad` should be called with x"


def test_gradient_check_takes_whole_numbers_any_layout_and_one_element(gradient_check, rng):
    """takes whole numbers, any layout and one element"""
    f, grad = cubes(np.ones((2, 2)))
    close(gradient_check(f, grad, np.array([[1, -2], [3, 4]])), True)
    close(gradient_check(f, lambda x: 1.1 * grad(x), np.array([[1, -2], [3, 4]])), False)
    A, x = away_from_zero(rng, (3, 2)), away_from_zero(rng, (3, 2))
    close(gradient_check(*cubes(A), strided(x)), True)
    close(gradient_check(*cubes(A.T), x.T), True)
    close(gradient_check(*cubes(1.0), np.array([1.5])), True)
    close(gradient_check(*cubes(1.0), np.array([1.5, -0.5], dtype=np.float32)), True)


@pytest.mark.form
def test_gradient_check_leaves_x_as_it_was(gradient_check, rng):
    pure(gradient_check, *cubes(1.0), away_from_zero(rng, (2, 3)))


# the milestone


def three_gradients(X, t):
    """Three losses of weights w on data (X, t), each with the gradient of the lesson; the second has the planted bug."""
    n = len(X)

    def line(w):
        return np.mean((X @ w - t) ** 2) + 0.1 * np.sum(w**2)

    def line_grad(w):
        return 2 / n * X.T @ (X @ w - t) + 0.2 * w

    def squashed(w):
        return np.mean((np.tanh(X @ w) - t) ** 2)

    def squashed_grad(w):
        a = np.tanh(X @ w)
        return 2 / n * X.T @ ((a - t) * (1 - np.tanh(a) ** 2))

    def yes_or_no(w):
        return np.mean(np.logaddexp(0, -t * (X @ w)))

    def yes_or_no_grad(w):
        return -X.T @ (t / (1 + np.exp(t * (X @ w)))) / n

    return [(line, line_grad), (squashed, squashed_grad), (yes_or_no, yes_or_no_grad)]


@pytest.mark.milestone
def test_milestone_finds_the_planted_bug_among_three_gradients(gradient_check, rng):
    for _ in range(5):
        gradients, w = [], None
        # beside a gradient near 0 the rounding of f looks large: draw until no element is
        while not gradients or min(np.abs(grad(w)).min() for _, grad in gradients) < 0.01:
            gradients = three_gradients(rng.normal(size=(12, 3)), rng.choice([-1.0, 1.0], size=12))
            w = away_from_zero(rng, 3)
        verdicts = [bool(gradient_check(f, grad, w.copy())) for f, grad in gradients]
        assert verdicts == [True, False, True], (
            "your `gradient_check` should pass the first and the third gradient and refuse the second"
        )
