"""What goes wrong in lesson 3: the chain rule."""

import numpy as np

from autograder.reference import (
    numerical_gradient,
    relative_error,
    sigmoid,
    sigmoid_grad,
    tanh_grad,
)


def numerical_derivative__forward_difference(f, x, h=1e-5):
    """You step to one side only, from x to x + h. That forward difference is off by about h·f''/2. Step to both sides of x."""
    return (f(x + h) - f(x)) / h


def numerical_derivative__backward_difference(f, x, h=1e-5):
    """You step to one side only, from x − h to x. That backward difference is off by about h·f''/2. Step to both sides of x."""
    return (f(x) - f(x - h)) / h


def numerical_derivative__divided_by_h(f, x, h=1e-5):
    """Your slope is twice the right one. From x − h to x + h is a run of two steps; you divide by one."""
    return (f(x + h) - f(x - h)) / h


def numerical_derivative__lower_point_is_x(f, x, h=1e-5):
    """Your two points are x + h and x, and you divide by 2h: half the slope. Only one of them is h away from x; mind where x stands when you call f the second time."""
    return (f(x + h) - f(x)) / (2 * h)


def numerical_derivative__times_h(f, x, h=1e-5):
    """Your rise is multiplied by h where it is divided by it. Where you write `a / 2 * h`: that means (a / 2) · h in Python, and the whole run stands below the line."""
    return (f(x + h) - f(x - h)) / 2 * h


def numerical_derivative__only_one_term_divided(f, x, h=1e-5):
    """Only the second value is divided: `/` binds more tightly than `-`. Put the difference in parentheses."""
    return f(x + h) - f(x - h) / (2 * h)


def numerical_derivative__only_one_term_halved_times_h(f, x, h=1e-5):
    """Brackets are missing twice. `/` and `*` bind more tightly than `-`, so only the second value is divided; and `/ 2 * h` divides by 2 and multiplies by h. Put the difference in brackets, and the run, too."""
    return f(x + h) - f(x - h) / 2 * h


def numerical_derivative__not_divided(f, x, h=1e-5):
    """You return the rise, the difference of the two values. A slope is rise over run: divide by how far apart the two points are."""
    return f(x + h) - f(x - h)


def numerical_derivative__sum_for_difference(f, x, h=1e-5):
    """You added the two values. Rise is how much higher the second point lies than the first: a difference."""
    return (f(x + h) + f(x - h)) / (2 * h)


def numerical_derivative__f_of_the_run(f, x, h=1e-5):
    """You subtract the two places and call f once, with their distance. Call f at each place, and subtract the two values."""
    return f((x + h) - (x - h)) / (2 * h)


def numerical_derivative__h_ignored(f, x, h=1e-5):
    """Your step is always the same: the argument h has no effect. Use the h that the caller gives."""
    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5


def numerical_derivative__half_a_step(f, x, h=1e-5):
    """You step by h / 2 to each side. The exercise steps by h to each side, so that the two points are 2h apart."""
    return (f(x + h / 2) - f(x - h / 2)) / h


def _default(step):
    def variant(f, x, h=step):
        """Your default for h is far below 1e-5. So close together, the two values agree in nearly all digits and their difference is rounding noise."""
        return (f(x + h) - f(x - h)) / (2 * h)

    return variant


numerical_derivative__default_h_too_small = _default(1e-10)
numerical_derivative__default_h_of_1e12 = _default(1e-12)
numerical_derivative__default_h_of_1e15 = _default(1e-15)


def numerical_derivative__default_h_too_large(f, x, h=1e-3):
    """Your default for h is larger than 1e-5. The error grows with h²: keep the default that the exercise states."""
    return (f(x + h) - f(x - h)) / (2 * h)


def numerical_derivative__four_points(f, x, h=1e-5):
    """You use four points around x, a finer rule that goes out to 2h. The exercise takes two: one step of h to each side."""
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


def numerical_derivative__two_steps(f, x, h=1e-5):
    """You step by 2h to each side, so your two points are 4h apart, and you divide by 2h. The exercise steps by h to each side."""
    return (f(x + 2 * h) - f(x - 2 * h)) / (2 * h)


def numerical_derivative__divided_by_the_square(f, x, h=1e-5):
    """You divide by the square of h. The run is a length: from x − h to x + h it is 2h."""
    return (f(x + h) - f(x - h)) / h**2


def numerical_derivative__second_difference(f, x, h=1e-5):
    """You measure how the slope changes, the second derivative. The slope itself needs two values of f only."""
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2


def numerical_derivative__step_added_to_the_value(f, x, h=1e-5):
    """You add h to the value of f, so f is never asked anywhere but at x. It is x that moves: f is called at x + h and at x − h."""
    return (f(x) + h - (f(x) - h)) / (2 * h)


def numerical_derivative__step_added_to_the_value_and_taken_away(f, x, h=1e-5):
    """You add h to the value of f, so f is never asked anywhere but at x. It is x that moves: f is called at x + h and at x − h."""
    return (f(x) + h - f(x) - h) / (2 * h)


def numerical_derivative__size_of_the_rise(f, x, h=1e-5):
    """You return the size of the slope. Where a function falls its slope is negative: keep the sign."""
    return abs(f(x + h) - f(x - h)) / (2 * h)


def sigmoid_grad__z_taken_for_the_output(z):
    """You put z itself into the rule a(1 − a). In that rule a is the output, sigmoid(z); the argument here is the score z before it."""
    return z * (1 - z)


def sigmoid_grad__derivative_at_a(z):
    """You apply the sigmoid twice: this is the slope at a = sigmoid(z). The slope is wanted at z; once you have a, there is no second sigmoid."""
    a = sigmoid(sigmoid(z))
    return a * (1 - a)


def sigmoid_grad__plus_for_minus(z):
    """Your second factor is 1 + sigmoid(z). The slope must go to 0 where the sigmoid saturates near 1; yours goes to 2."""
    a = sigmoid(z)
    return a * (1 + a)


def sigmoid_grad__measured(z):
    """You measure the slope, with a small step. In float32 that step is lost in the rounding, and a few calls of the sigmoid are needed for one slope. Write it with the rule of the sigmoid, from its output alone."""
    h = 1e-5
    return (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)


def sigmoid_grad__sigmoid_of_the_second_factor(z):
    """You apply the sigmoid once more, to 1 − sigmoid(z). The slope is a product: sigmoid(z) *times* that difference, and between the two stands `*`."""
    return sigmoid(1 - sigmoid(z))


def sigmoid_grad__z_in_the_second_factor(z):
    """Your second factor is 1 − z. In the rule a(1 − a) both times a is the output, sigmoid(z); z is the score before it."""
    return sigmoid(z) * (1 - z)


def sigmoid_grad__output_squared(z):
    """You return the square of the sigmoid, which goes to 1 on the right, and the curve is flat there. The second factor is 1 minus the sigmoid."""
    return sigmoid(z) ** 2


def sigmoid_grad__times_z(z):
    """You multiplied by z as well. The slope has two factors, and both are made of the output alone."""
    return z * sigmoid_grad(z)


def sigmoid_grad__sigmoid_at_one_minus_z(z):
    """You took the sigmoid at 1 − z. The second factor is 1 minus the sigmoid at z."""
    return sigmoid(z) * sigmoid(1 - z)


def sigmoid_grad__rule_of_tanh(z):
    """You used 1 − a², which is the rule of tanh. The sigmoid has its own rule, a product of two factors."""
    return 1 - sigmoid(z) ** 2


def sigmoid_grad__one_minus_sigmoid(z):
    """You return 1 − sigmoid(z): one of the two factors is missing. Far to the left your slope is 1, and the curve is flat there."""
    return 1 - sigmoid(z)


def sigmoid_grad__brackets_missing(z):
    """Your slope is 0 everywhere: `a * 1 - a` multiplies before it subtracts. The whole difference is the second factor."""
    return sigmoid(z) * 1 - sigmoid(z)


def sigmoid_grad__overflow(z):
    """exp(−z) is infinite for z below about −709, and infinity over infinity is nan. Write the slope with sigmoid(z), which stays between 0 and 1."""
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def sigmoid_grad__overflow_of_exp_z(z):
    """exp(z) is infinite for z above about 709, and infinity over infinity is nan. Write the slope with sigmoid(z), which stays between 0 and 1."""
    return np.exp(z) / (1 + np.exp(z)) ** 2


def tanh_grad__z_taken_for_the_output(z):
    """You put z itself into the rule 1 − a². In that rule a is the output, tanh(z); the argument here is the score z before it."""
    return 1 - z**2


def tanh_grad__square_left_out(z):
    """You return 1 − tanh(z): the square is missing. Far to the left your slope is 2, and the curve is flat there."""
    return 1 - np.tanh(z)


def tanh_grad__difference_squared(z):
    """You squared the whole difference, (1 − a)². Only a, the output of tanh, is squared."""
    return (1 - np.tanh(z)) ** 2


def tanh_grad__square_of_z(z):
    """You square z before tanh. tanh²(z) means the square of the output, (tanh(z))²."""
    return 1 - np.tanh(z**2)


def tanh_grad__plus_for_minus(z):
    """Your slope is 1 + tanh². It must go to 0 where tanh saturates; yours goes to 2."""
    return 1 + np.tanh(z) ** 2


def tanh_grad__rule_of_the_sigmoid(z):
    """You used a(1 − a), which is the rule of the sigmoid. tanh has its own rule, with a square."""
    a = np.tanh(z)
    return a * (1 - a)


def tanh_grad__doubled_for_squared(z):
    """You doubled tanh where it is squared. In Python the square is `** 2`."""
    return 1 - np.tanh(z) * 2


def tanh_grad__square_of_the_sigmoid(z):
    """You squared the sigmoid. In the rule of tanh the output of tanh itself is squared."""
    return 1 - sigmoid(z) ** 2


def tanh_grad__sigmoid_at_z(z):
    """These are the slopes of tanh at z/2: 4σ(1 − σ) with the sigmoid at z is that. tanh is a sigmoid that is squeezed as well as stretched: there the sigmoid stands at 2z."""
    return 4 * sigmoid_grad(z)


def tanh_grad__derivative_at_a(z):
    """You apply tanh twice: this is the slope at a = tanh(z). The slope is wanted at z; once you have a, there is no second tanh."""
    return 1 - np.tanh(np.tanh(z)) ** 2


def tanh_grad__measured(z):
    """You measure the slope, with a small step. In float32 that step is lost in the rounding, and a few calls of tanh are needed for one slope. Write it with the rule of tanh, from its output alone."""
    h = 1e-5
    return (np.tanh(z + h) - np.tanh(z - h)) / (2 * h)


def tanh_grad__overflow(z):
    """exp(z) is infinite for z above about 709, and infinity over infinity is nan. Write the slope with a tanh that stays between −1 and 1."""
    up, down = np.exp(z), np.exp(-z)
    return 1 - ((up - down) / (up + down)) ** 2


def relu_grad__true_and_false(z):
    """You return True and False. A slope is a number: make them 1 and 0, because the next lesson multiplies with them."""
    return z > 0


def relu_grad__one_at_zero(z):
    """Your slope at 0 is 1. At the kink either side could be taken; this course takes 0, so that a unit that is off gets no gradient."""
    return np.where(z >= 0, 1.0, 0.0)


def relu_grad__half_at_zero(z):
    """Your slope at 0 is 1/2. At the kink any value between 0 and 1 could be taken; this course takes 0."""
    return np.where(z > 0, 1.0, np.where(z == 0, 0.5, 0.0))


def relu_grad__minus_one_below(z):
    """Your slope is −1 where z is negative: that is the slope of abs(z). relu is flat there."""
    return np.sign(z) * 1.0


def relu_grad__ones_everywhere(z):
    """Your slope is 1 everywhere, also where relu is flat. A unit that is off passes nothing back."""
    return np.ones(np.shape(z))


def relu_grad__nan_at_zero(z):
    """You divide relu(z) by z, which is 0/0 at z = 0 and gives nan. The slope needs only the sign of z."""
    return np.maximum(z, 0) / z


def _stored_as_integers(right):
    def variant(z):
        """Your answer has z's dtype: whole numbers in, whole numbers out, and every slope between 0 and 1 becomes 0. Let the answer be floats."""
        return right(z).astype(z.dtype)

    return variant


sigmoid_grad__truncated_to_whole_numbers = _stored_as_integers(sigmoid_grad)
tanh_grad__truncated_to_whole_numbers = _stored_as_integers(tanh_grad)


def _forward(x, w, b, y):
    a = sigmoid(np.dot(w, x) + b)
    return a, a - y


def _dz(x, w, b, y):
    """The derivative by the score, as it should be."""
    a, error = _forward(x, w, b, y)
    return 2 * error * a * (1 - a)


def neuron_grads__sigmoid_for_its_slope(x, w, b, y):
    """You multiply by sigmoid(z) where its slope is due. The factor from z to a is da/dz, the derivative, not a itself."""
    a, error = _forward(x, w, b, y)
    return 2 * error * a * x, 2 * error * a


def neuron_grads__slope_of_the_sigmoid_missing(x, w, b, y):
    """A link of the chain is missing: from z to a there is a factor da/dz, the slope of the sigmoid at z."""
    a, error = _forward(x, w, b, y)
    return 2 * error * x, 2 * error


def neuron_grads__error_counted_twice(x, w, b, y):
    """The factor da, the slope of the loss, is in your product twice. It is in dz already, and each link of the chain counts once: from z on, only dz is multiplied."""
    dz, da = _dz(x, w, b, y), 2 * _forward(x, w, b, y)[1]
    return da * dz * x, da * dz


def neuron_grads__slope_missing_in_db(x, w, b, y):
    """Your `db` stops at a: in it the slope of the sigmoid is missing. From z to the loss `dw` and `db` take the same way, and only the last factor differs."""
    return _dz(x, w, b, y) * x, 2 * _forward(x, w, b, y)[1]


def neuron_grads__slope_missing_in_dw(x, w, b, y):
    """Your `dw` stops at a: in it the slope of the sigmoid is missing. From z to the loss `dw` and `db` take the same way, and only the last factor differs."""
    return 2 * _forward(x, w, b, y)[1] * x, _dz(x, w, b, y)


def neuron_grads__bias_subtracted(x, w, b, y):
    """Your score is w·x minus b. The bias is added."""
    dz = _dz(x, w, -b, y)
    return dz * x, dz


def neuron_grads__target_not_doubled(x, w, b, y):
    """Your first factor is 2a − y. The 2 stands before the whole difference: 2(a − y)."""
    a, error = _forward(x, w, b, y)
    dz = (error + a) * a * (1 - a)
    return dz * x, dz


def neuron_grads__target_left_out(x, w, b, y):
    """Your first factor is 2a: the target is missing. The loss is the square of a − y."""
    a, _ = _forward(x, w, b, y)
    dz = 2 * a * a * (1 - a)
    return dz * x, dz


def neuron_grads__links_added(x, w, b, y):
    """You added the slope of the loss and that of the sigmoid. Along one path the factors are multiplied; what is added is one path to another."""
    a, error = _forward(x, w, b, y)
    dz = 2 * error + a * (1 - a)
    return dz * x, dz


def neuron_grads__sigmoid_left_out(x, w, b, y):
    """Your neuron has no sigmoid: z stands for a, and the link from z to a is missing. Compute a first."""
    dz = 2 * (np.dot(w, x) + b - y)
    return dz * x, dz


def neuron_grads__scores_not_summed_and_db_summed(x, w, b, y):
    """Your z is an array: `w * x` multiplies element by element, and a sum at the end does not make up for it. A neuron has one score, w·x + b."""
    a = sigmoid(w * x + b)
    dz = 2 * (a - y) * a * (1 - a)
    return dz * x, np.sum(dz)


def neuron_grads__bias_missing_in_the_slope(x, w, b, y):
    """You take the slope of the sigmoid at w·x, without b. It belongs at z, the whole score."""
    dz = 2 * _forward(x, w, b, y)[1] * sigmoid_grad(np.dot(w, x))
    return dz * x, dz


def neuron_grads__two_left_out(x, w, b, y):
    """Both gradients are half of what they should be: the derivative of a square brings down a 2."""
    dz = _dz(x, w, b, y)
    return dz / 2 * x, dz / 2


def neuron_grads__sign_of_the_error_lost(x, w, b, y):
    """You take the size of a − y, so the gradient points the same way whether a is too large or too small. Keep the sign."""
    a, error = _forward(x, w, b, y)
    dz = 2 * np.abs(error) * a * (1 - a)
    return dz * x, dz


def neuron_grads__slope_taken_at_a(x, w, b, y):
    """You take the slope of the sigmoid at a, the output. It belongs at z, the score that went in."""
    a, error = _forward(x, w, b, y)
    slope = sigmoid(a) * (1 - sigmoid(a))
    return 2 * error * slope * x, 2 * error * slope


def neuron_grads__score_in_the_rule_for_outputs(x, w, b, y):
    """You put z into a(1 − a). In that rule a is the output of the sigmoid, not its input."""
    a, error = _forward(x, w, b, y)
    z = np.dot(w, x) + b
    return 2 * error * z * (1 - z) * x, 2 * error * z * (1 - z)


def neuron_grads__score_for_the_output(x, w, b, y):
    """The first factor is 2(a − y), with the output a of the sigmoid. You put the score z in its place."""
    a, error = _forward(x, w, b, y)
    dz = 2 * (np.dot(w, x) + b - y) * a * (1 - a)
    return dz * x, dz


def neuron_grads__dz_for_dw(x, w, b, y):
    """Your `dw` is `dz`, one number: the last factor is missing. z is w·x + b, so each weight is felt through the input that it multiplies."""
    dz = _dz(x, w, b, y)
    return dz, dz


def neuron_grads__db_is_one(x, w, b, y):
    """Your `db` is 1, which is only the last link, from b to z. The whole chain is wanted, from b to the loss."""
    return _dz(x, w, b, y) * x, 1.0


def neuron_grads__scores_not_summed(x, w, b, y):
    """Your z is an array: `w * x` multiplies element by element, and the sum is missing. A neuron has one score, w·x + b."""
    a = sigmoid(w * x + b)
    dz = 2 * (a - y) * a * (1 - a)
    return dz * x, dz


def neuron_grads__w_for_x(x, w, b, y):
    """Your `dw` is multiplied by w: that is the derivative by x. Wiggle one weight: z changes by the input that this weight multiplies."""
    dz = _dz(x, w, b, y)
    return dz * w, dz


def neuron_grads__x_left_out(x, w, b, y):
    """Your `dw` is the same for every weight: the last factor is missing. z is w·x + b, so dz/dw depends on x."""
    dz = _dz(x, w, b, y)
    return dz * np.ones(len(x)), dz


def neuron_grads__db_times_b(x, w, b, y):
    """Your `db` is multiplied by b. z is w·x + b: when b grows by 1, so does z, whatever b is."""
    dz = _dz(x, w, b, y)
    return dz * x, dz * b


def neuron_grads__db_sums_dw(x, w, b, y):
    """Your `db` adds up `dw`. The bias is not multiplied by any input, so no x belongs in its derivative."""
    dz = _dz(x, w, b, y)
    return dz * x, np.sum(dz * x)


def neuron_grads__db_is_an_array(x, w, b, y):
    """Your `db` is an array. b is one number, so its derivative is one number."""
    dz = _dz(x, w, b, y)
    return dz * x, dz * np.ones(len(x))


def neuron_grads__loss_for_its_slope(x, w, b, y):
    """You start the chain with the loss (a − y)² itself. The first factor is its derivative by a."""
    a, error = _forward(x, w, b, y)
    dz = error**2 * a * (1 - a)
    return dz * x, dz


def neuron_grads__rule_of_cross_entropy(x, w, b, y):
    """Your dz is a − y. That is the short rule of the cross entropy, which comes in lesson 4. This loss is (a − y)²: the 2 and the slope of the sigmoid belong in the chain."""
    dz = sigmoid(w @ x + b) - y
    return dz * x, dz


def neuron_grads__order_swapped(x, w, b, y):
    """You return `db` first. The order is `dw`, then `db`, as in the arguments w, b."""
    dz = _dz(x, w, b, y)
    return dz, dz * x


def neuron_grads__updated_weights(x, w, b, y):
    """You return new weights, w minus the gradient. Only the gradients are asked for; the step comes in lesson 5."""
    dz = _dz(x, w, b, y)
    return w - dz * x, b - dz


def neuron_grads__rule_of_tanh(x, w, b, y):
    """You used 1 − a² for the slope, which is the rule of tanh. This neuron has a sigmoid."""
    a, error = _forward(x, w, b, y)
    dz = 2 * error * (1 - a**2)
    return dz * x, dz


def _with(x, i, value, dtype=float):
    x = np.array(x, dtype)
    x[i] = value
    return x


def _at_each(x, slope):
    """slope(i) at the place of each element."""
    return np.array([slope(i) for i in np.ndindex(x.shape)]).reshape(x.shape)


def numerical_gradient__forward_difference(f, x, h=1e-5):
    """You step to one side only, from x to x + h. The error of that forward difference shrinks with h, not with h². Step to both sides."""
    return _at_each(x, lambda i: (f(_with(x, i, x[i] + h)) - f(x)) / h)


def numerical_gradient__divided_by_h(f, x, h=1e-5):
    """Your gradient is twice the right one. From x − h to x + h is a run of two steps; you divide by one."""
    return _at_each(x, lambda i: (f(_with(x, i, x[i] + h)) - f(_with(x, i, x[i] - h))) / h)


def numerical_gradient__times_h(f, x, h=1e-5):
    """Your difference is multiplied by h where it is divided by it. Where you write `a / 2 * h`: that means (a / 2) · h in Python, and the whole run stands below the line."""
    return _at_each(x, lambda i: (f(_with(x, i, x[i] + h)) - f(_with(x, i, x[i] - h))) / 2 * h)


def numerical_gradient__only_one_term_divided(f, x, h=1e-5):
    """Only the second value is divided: `/` binds more tightly than `-`. Put the difference in brackets."""
    return _at_each(x, lambda i: f(_with(x, i, x[i] + h)) - f(_with(x, i, x[i] - h)) / (2 * h))


def numerical_gradient__only_one_term_halved_times_h(f, x, h=1e-5):
    """Brackets are missing twice. `/` and `*` bind more tightly than `-`, so only the second value is divided; and `/ 2 * h` divides by 2 and multiplies by h. Put the difference in brackets, and the run, too."""
    return _at_each(x, lambda i: f(_with(x, i, x[i] + h)) - f(_with(x, i, x[i] - h)) / 2 * h)


def numerical_gradient__moved_by_one(f, x, h=1e-5):
    """Your element moves by 1 to each side, and you divide by 2h. The array E is 1 in one place; what is added to x is h times E."""
    return _at_each(x, lambda i: (f(_with(x, i, x[i] + 1)) - f(_with(x, i, x[i] - 1))) / (2 * h))


def numerical_gradient__step_times_h(f, x, h=1e-5):
    """Your element moves by h · h to each side, and you divide by 2h: is there an h in the array that you add, and another that multiplies it? One is enough."""
    return _at_each(x, lambda i: (f(_with(x, i, x[i] + h * h)) - f(_with(x, i, x[i] - h * h))) / (2 * h))


def numerical_gradient__all_elements_at_once(f, x, h=1e-5):
    """You return one number, the sum of all slopes. Each element has a slope of its own: move one element at a time, and put its slope where the element stands."""
    return (f(x + h) - f(x - h)) / (2 * h)


def numerical_gradient__the_same_number_everywhere(f, x, h=1e-5):
    """Every element of your gradient is the same: you move all of x at once. Each element has its own slope; move that one alone."""
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


def numerical_gradient__slopes_added_up(f, x, h=1e-5):
    """Every element of your gradient is the sum of all slopes: `g += …` adds to the whole array. Each slope is put where its element stands."""
    return np.full(x.shape, np.sum(numerical_gradient(f, x, h)))


def numerical_gradient__the_others_set_to_zero(f, x, h=1e-5):
    """In what f gets, only one element is that of x, and all the others are 0. They stay as they are in x: add the step to x."""
    return _at_each(x, lambda i: (f(_with(0 * x, i, x[i] + h)) - f(_with(0 * x, i, x[i] - h))) / (2 * h))


def numerical_gradient__in_the_order_of_columns(f, x, h=1e-5):
    """The slopes are right, and they stand in other places than their elements: they were collected along the rows and put in place along the columns, or the other way round."""
    return numerical_gradient(f, x, h).ravel().reshape(x.shape, order="F")


def numerical_gradient__flat(f, x, h=1e-5):
    """Your gradient is one long row. It should have x's shape: the derivative by x[i, j] belongs at [i, j]."""
    return numerical_gradient(f, x, h).ravel()


def numerical_gradient__f_of_a_flat_array(f, x, h=1e-5):
    """You call f with a flattened array. f expects an array of x's shape: move one element, but keep the shape."""
    flat = np.array(x, dtype=float).ravel()
    grad = np.zeros(flat.shape)
    for i in range(flat.size):
        grad[i] = (f(_with(flat, i, flat[i] + h)) - f(_with(flat, i, flat[i] - h))) / (2 * h)
    return grad.reshape(x.shape)


def numerical_gradient__whole_rows_moved(f, x, h=1e-5):
    """You go through the first axis only, so a whole row moves at once. Visit every element of x, whatever its number of axes."""
    grad = np.zeros(x.shape)
    for i in range(len(x)):
        grad[i] = (f(_with(x, i, x[i] + h)) - f(_with(x, i, x[i] - h))) / (2 * h)
    return grad


def numerical_gradient__not_put_back(f, x, h=1e-5):
    """You do not put an element back before you move the next. Every f should see one element moved and the others as in x."""
    moved, grad = np.array(x, dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        moved[i] = x[i] + h
        above = f(moved)
        moved[i] = x[i] - h
        grad[i] = (above - f(moved)) / (2 * h)
    return grad


def numerical_gradient__steps_pile_up(f, x, h=1e-5):
    """The array with the step is made once, before the loop, so the elements visited earlier stay moved. Each turn needs one step only: start from zeros again."""
    step, grad = np.zeros(x.shape), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


def numerical_gradient__first_element_only(f, x, h=1e-5):
    """Only the first element of your gradient is filled: is the `return` inside the loop?"""
    grad, first = np.zeros(x.shape), (0,) * x.ndim
    grad[first] = numerical_gradient(f, x, h)[first]
    return grad


def numerical_gradient__f_of_one_element(f, x, h=1e-5):
    """You give f a single element. f expects the whole array: move one element in it and leave the others as they are."""
    return np.array([(f(x[i] + h) - f(x[i] - h)) / (2 * h) for i in np.ndindex(x.shape)]).reshape(x.shape)


def numerical_gradient__one_axis_only(f, x, h=1e-5):
    """Your loop and your array of steps have the length of the first axis, so it works for one axis only. Take them from x.shape, whatever it is."""
    grad = np.zeros(len(x))
    for i in range(len(x)):
        step = np.zeros(len(x))
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


def numerical_gradient__both_steps_in_one_array(f, x, h=1e-5):
    """Your lower point is x itself, and you divide by 2h: half the slope. Only one of your two points is h away from x; mind what x[i] holds when you call f the second time."""
    return _at_each(x, lambda i: (f(_with(x, i, x[i] + h)) - f(x)) / (2 * h))


def numerical_gradient__x_not_restored_exactly(f, x, h=1e-5):
    """You move x itself and come back by adding and subtracting h. Rounding leaves x a little different: work on a copy, or remember the old value and put it back."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        grad[i] = (above - f(x)) / (2 * h)
        x[i] += h
    return grad


def numerical_gradient__x_left_moved(f, x, h=1e-5):
    """Both calls of f see the same numbers, so every slope is 0. Either both arrays were moved the same way, or they are one array: `=` gives an array a second name, it makes no copy, and then one step undoes the other."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        above, below = x, x
        above[i] += h
        below[i] -= h
        grad[i] = (f(above) - f(below)) / (2 * h)
    return grad


def numerical_gradient__whole_numbers_cannot_move(f, x, h=1e-5):
    """The array that you move has x's dtype, be it a copy or x itself. In an array of whole numbers, 3 + 1e-5 is stored as 3, and in float32 the step is mostly rounding. Move the elements of a float64 copy."""
    return _at_each(
        x, lambda i: (f(_with(x, i, x[i] + h, x.dtype)) - f(_with(x, i, x[i] - h, x.dtype))) / (2 * h)
    )


def numerical_gradient__truncated_to_whole_numbers(f, x, h=1e-5):
    """Your gradient has x's dtype: for whole numbers in x, every slope is cut down to a whole number. Let the gradient be floats."""
    return numerical_gradient(f, x, h).astype(x.dtype)


def numerical_gradient__moves_a_hidden_copy(f, x, h=1e-5):
    """You move elements through a flattened view of x. Where x is not contiguous, flattening makes a copy, and f never sees the step: index x itself."""
    x = np.array(x, dtype=float)
    flat, grad = x.reshape(-1), np.zeros(x.size)
    for i in range(x.size):
        here = flat[i]
        flat[i] = here + h
        above = f(x)
        flat[i] = here - h
        grad[i] = (above - f(x)) / (2 * h)
        flat[i] = here
    return grad.reshape(x.shape)


def numerical_gradient__default_h_too_small(f, x, h=1e-10):
    """Your default for h is far below 1e-5. So close together, the two values agree in nearly all digits and their difference is rounding noise."""
    return numerical_gradient(f, x, h)


def numerical_gradient__default_h_too_large(f, x, h=1e-3):
    """Your default for h is larger than 1e-5. The error grows with h²: keep the default that the exercise states."""
    return numerical_gradient(f, x, h)


def numerical_gradient__step_truncated(f, x, h=1e-5):
    """Your step has x's dtype: for whole numbers in x it is cut to 0, and nothing moves. Let the step be floats."""
    return _at_each(
        x, lambda i: (f(x + _with(0 * x, i, h, x.dtype)) - f(x - _with(0 * x, i, h, x.dtype))) / (2 * h)
    )


def numerical_gradient__step_added_in_float32(f, x, h=1e-5):
    """You add h to a number as x holds it. Where x is float32 the sum is rounded to float32, and the step is mostly rounding: take the number from a float64 copy."""
    return _at_each(x, lambda i: (f(_with(x, i, x[i] + h)) - f(_with(x, i, x[i] - h))) / (2 * h))


def relative_error__not_relative(a, b):
    """You return the largest difference and divide by nothing. 0.001 is much beside 0.001 and nothing beside 1000: compare it with the sizes of a and b."""
    return np.max(np.abs(a - b))


def relative_error__mean_for_max(a, b):
    """You average over the elements. One wrong element among a thousand right ones would vanish in the mean: take the worst."""
    return np.mean(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__divided_by_a_alone(a, b):
    """You divide by `a` alone. Then the answer depends on which array comes first: the rule divides by both sizes, abs(a) and abs(b), added."""
    return np.max(np.abs(a - b) / np.maximum(np.abs(a), 1e-8))


def relative_error__divided_by_b_alone(a, b):
    """You divide by `b` alone. Then the answer depends on which array comes first: the rule divides by both sizes, abs(a) and abs(b), added."""
    return np.max(np.abs(a - b) / np.maximum(np.abs(b), 1e-8))


def relative_error__divided_by_the_larger(a, b):
    """You divide by the larger of the two sizes. That is another common definition; this one divides by their sum, so that opposite signs give 1."""
    return np.max(np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-8))


def relative_error__divided_by_the_mean_size(a, b):
    """Your answer is twice the right one: you divide by the mean of the two sizes, or double the difference. The rule divides the difference by the sum of the sizes."""
    return np.max(np.abs(a - b) / np.maximum((np.abs(a) + np.abs(b)) / 2, 1e-8))


def relative_error__sizes_of_the_whole(a, b):
    """You compare the lengths of whole arrays. A large element hides a wrong small one: divide element by element, then take the largest."""
    return np.linalg.norm(a - b) / max(np.linalg.norm(a) + np.linalg.norm(b), 1e-8)


def relative_error__maxima_divided(a, b):
    """You divide the largest difference by the largest size. They may come from different elements: divide element by element first, then take the largest."""
    return np.max(np.abs(a - b)) / max(np.max(np.abs(a) + np.abs(b)), 1e-8)


def relative_error__maxima_of_both_divided(a, b):
    """You divide the largest difference by the largest sizes. They may come from different elements: divide element by element first, then take the largest."""
    return np.max(np.abs(a - b)) / max(np.max(np.abs(a)) + np.max(np.abs(b)), 1e-8)


def relative_error__sum_for_max(a, b):
    """You added the errors of all elements. The worst one is asked for, so that the answer does not grow with the size of the arrays."""
    return np.sum(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__minimum_for_maximum(a, b):
    """You took the smaller of the sizes and 1e-8, so you divide by 1e-8 nearly everywhere. The floor keeps the denominator from falling *below* 1e-8."""
    return np.max(np.abs(a - b) / np.minimum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__brackets_missing(a, b):
    """You divide by abs(a) and then add abs(b): `/` binds more tightly than `+`. The whole sum belongs below the line."""
    return np.max(np.abs(a - b) / np.abs(a) + np.abs(b))


def relative_error__floor_of_a_large_number(a, b):
    """Your floor is a large number, so the denominator is that nearly everywhere. It is 1e-8, with a minus: 0.00000001."""
    return np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e8))


def relative_error__sums_divided(a, b):
    """You divide the sum of all differences by the sum of all sizes, or one mean by the other. A large element hides a wrong small one: divide element by element, then take the largest."""
    return np.sum(np.abs(a - b)) / max(np.sum(np.abs(a) + np.abs(b)), 1e-8)


def relative_error__difference_of_the_sizes(a, b):
    """You take the difference of the sizes, so two numbers of opposite sign count as equal. The size of the difference is due."""
    return np.max(np.abs(np.abs(a) - np.abs(b)) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__difference_floored(a, b):
    """The 1e-8 also stands above the line, so equal arrays do not give 0. Only the denominator has a floor."""
    return np.max(np.maximum(np.abs(a - b), 1e-8) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__no_floor(a, b):
    """Where both numbers are 0 you divide 0 by 0 and get nan. Keep the denominator from falling below 1e-8."""
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b)))


def relative_error__floor_too_small(a, b):
    """Your denominator can fall far below 1e-8. Gradients that small are rounding noise, and the rule does not let noise look like a large error."""
    return np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-12))


def relative_error__floor_added(a, b):
    """You add 1e-8 to the denominator. The rule takes the larger of the sum and 1e-8, so that numbers of ordinary size are not touched."""
    return np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8))


def relative_error__sign_kept(a, b):
    """You keep the sign of a − b, so an error downwards counts as less than none. Take its size."""
    return np.max((a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__size_of_the_sum(a, b):
    """You divide by abs(a + b). For opposite signs the two cancel, and the error explodes: add the sizes, not the numbers."""
    return np.max(np.abs(a - b) / np.maximum(np.abs(a + b), 1e-8))


def relative_error__smallest(a, b):
    """You return the smallest of the errors. It says that one element is right; the largest says that all are."""
    return np.min(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__nan_lost(a, b):
    """A nan in a or b does not reach your answer. Python's `max` (or an `if` with `>`) compares, and every comparison with nan is False; `np.nanmax` and `np.fmax` leave it out on purpose. A nan must come out as nan."""
    return np.nanmax(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8))


def relative_error__nan_kept_in_the_first_place_alone(a, b):
    """A nan reaches your answer only where it comes first. Python's `max` compares each number with the one it holds, and every comparison with nan is False. Use a maximum that hands a nan on from any place."""
    return max(np.ravel(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8)))


def relative_error__nan_kept_in_the_last_place_alone(a, b):
    """A nan reaches your answer only where it comes last. Each new number takes the place of a nan, because every comparison with nan is False. Use a maximum that hands a nan on from any place."""
    worst = 0.0
    for error in np.ravel(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8)):
        worst = max(error, worst)
    return worst


def _error(f, grad, x):
    return relative_error(numerical_gradient(f, x), grad(x))


def _errors(f, grad, x):
    """The relative error of each element."""
    a, b = numerical_gradient(f, x), np.asarray(grad(x))
    return np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-8)


def gradient_check__zero_or_one(f, grad, x, tol=1e-6):
    """What comes back is the number 1 or 0. The question is yes or no: let the comparison with `tol` be the last thing that you compute, and return its True or False as it is."""
    return int(_error(f, grad, x) <= tol)


def gradient_check__the_error_itself(f, grad, x, tol=1e-6):
    """You return the relative error. The question is yes or no: is it at most tol?"""
    return _error(f, grad, x)


def gradient_check__one_answer_for_each_element(f, grad, x, tol=1e-6):
    """You return True or False for each element. One answer is wanted, for the worst element."""
    return _errors(f, grad, x) <= tol


def gradient_check__yes_and_no_swapped(f, grad, x, tol=1e-6):
    """You say True where the error is larger than tol. True means that the gradient has passed."""
    return bool(_error(f, grad, x) > tol)


def gradient_check__difference_not_relative(f, grad, x, tol=1e-6):
    """You compare the plain difference with tol. For large gradients rounding alone exceeds it, for small ones no bug does: use the relative error."""
    return bool(np.max(np.abs(numerical_gradient(f, x) - grad(x))) <= tol)


def gradient_check__allclose(f, grad, x, tol=1e-6):
    """You use np.allclose, whose own tolerances (1e-5 relative plus 1e-8) come on top of or instead of tol. Use your relative error."""
    return bool(np.allclose(numerical_gradient(f, x), grad(x)))


def gradient_check__allclose_with_tol(f, grad, x, tol=1e-6):
    """You give tol to np.allclose, whose rule is another: it divides by one of the two sizes, not by both, and adds a plain difference on top (1e-8, or the `atol` that you give). Use your relative error."""
    return bool(np.allclose(numerical_gradient(f, x), grad(x), rtol=tol))


def gradient_check__allclose_with_atol(f, grad, x, tol=1e-6):
    """You give tol to np.allclose as its `atol`, which bounds the plain difference; a relative tolerance of its own comes on top. Use your relative error."""
    return bool(np.allclose(numerical_gradient(f, x), grad(x), atol=tol))


def gradient_check__tol_ignored(f, grad, x, tol=1e-6):
    """Your tolerance is always 1e-6: the argument tol has no effect. Use the tol that the caller gives."""
    return bool(_error(f, grad, x) <= 1e-6)


def gradient_check__less_than_tol(f, grad, x, tol=1e-6):
    """You ask for an error below tol. An error of exactly tol is allowed: at most tol."""
    return bool(_error(f, grad, x) < tol)


def gradient_check__nan_passes(f, grad, x, tol=1e-6):
    """A gradient full of nan passes. Either you refuse where the error is larger than tol, and nan is larger than nothing, or you put a number in its place. Leave nan as it is, and ask the question the other way round."""
    return not _error(f, grad, x) > tol


def gradient_check__nan_left_out(f, grad, x, tol=1e-6):
    """A nan slips through: every comparison with it is False, so neither `error > tol` nor the search for the largest error notices it. A nan is a broken gradient, and the answer must be False. Look at your `relative_error` too, if you go through it."""
    errors = _errors(f, grad, x)
    return bool(np.max(errors[~np.isnan(errors)], initial=0.0) <= tol)


def gradient_check__nan_replaced(f, grad, x, tol=1e-6):
    """You put a number in the place of nan, so a broken gradient passes where that number happens to be right. Leave nan as it is: the answer must be False."""
    return bool(relative_error(np.nan_to_num(numerical_gradient(f, x)), np.nan_to_num(grad(x))) <= tol)


def gradient_check__gradient_not_called(f, grad, x, tol=1e-6):
    """You compare with `grad` itself, which is a function. Call it at x to get the gradient there."""
    return bool(relative_error(numerical_gradient(f, x), grad) <= tol)


def gradient_check__compared_with_f(f, grad, x, tol=1e-6):
    """You compare the gradient with the value f(x). Measure the gradient of f first, by wiggling each element."""
    return bool(relative_error(np.asarray(f(x)), grad(x)) <= tol)


def gradient_check__compared_with_itself(f, grad, x, tol=1e-6):
    """You compare `grad` with itself, so everything passes. One of the two sides must be measured from f."""
    return bool(relative_error(grad(x), grad(x)) <= tol)


def gradient_check__always_true(f, grad, x, tol=1e-6):
    """Your answer is True for every gradient, also for one that is nan. The answer must come from the relative error."""
    return True


def gradient_check__exact_equality(f, grad, x, tol=1e-6):
    """You say False of gradients that are right. Is your tolerance far below 1e-6, or do you ask whether the two are equal to the last digit? A measurement never is: allow a relative error up to tol."""
    return bool(np.array_equal(numerical_gradient(f, x), grad(x)))


def gradient_check__error_equal_to_tol(f, grad, x, tol=1e-6):
    """You ask whether the error *is* tol. Any error up to tol is small enough: compare with `<=`."""
    return bool(_error(f, grad, x) == tol)


def gradient_check__divided_by_one_size(f, grad, x, tol=1e-6):
    """You divide the difference by the size of one gradient. The relative error of this lesson divides by both sizes added: use your function."""
    a, b = numerical_gradient(f, x), grad(x)
    return bool(np.max(np.abs(a - b) / np.maximum(np.abs(a), 1e-8)) <= tol)


def gradient_check__no_floor(f, grad, x, tol=1e-6):
    """Where both gradients are 0 you divide 0 by 0. That gives nan, and a right gradient is refused. Keep the denominator from falling below 1e-8, as your relative error does."""
    a, b = numerical_gradient(f, x), grad(x)
    return bool(np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))) <= tol)


def gradient_check__floor_too_small(f, grad, x, tol=1e-6):
    """Your denominator can fall far below 1e-8, so that rounding noise beside a 0 looks like an error of 1. Use your relative error, which has the floor."""
    a, b = numerical_gradient(f, x), grad(x)
    return bool(np.max(np.abs(a - b) / np.maximum(np.abs(a) + np.abs(b), 1e-15)) <= tol)


def gradient_check__one_right_element_is_enough(f, grad, x, tol=1e-6):
    """You say True where *any* element agrees. One wrong element is enough to refuse a gradient: the worst one decides."""
    return bool(np.any(_errors(f, grad, x) <= tol))


def gradient_check__gradient_of_the_gradient(f, grad, x, tol=1e-6):
    """You measure the gradient of `grad`. It is f whose gradient is measured; `grad` is what the measurement is compared with."""
    return bool(relative_error(numerical_gradient(grad, x), grad(x)) <= tol)


def gradient_check__another_place(f, grad, x, tol=1e-6):
    """You compare the gradients somewhere else than at x. Measure f and ask `grad` at the x that the caller gives."""
    at = np.zeros(x.shape)
    return bool(relative_error(numerical_gradient(f, at), grad(at)) <= tol)


def gradient_check__sums_compared(f, grad, x, tol=1e-6):
    """You compare the sums of the two gradients. Errors of opposite sign cancel there: compare element by element."""
    a, b = np.sum(numerical_gradient(f, x)), np.sum(grad(x))
    return bool(abs(a - b) / max(abs(a) + abs(b), 1e-8) <= tol)


def gradient_check__lengths_compared(f, grad, x, tol=1e-6):
    """You compare the two gradients as wholes, by their lengths. A wrong small element hides behind large right ones: take the worst element."""
    a, b = numerical_gradient(f, x), grad(x)
    return bool(np.linalg.norm(a - b) / max(np.linalg.norm(a) + np.linalg.norm(b), 1e-8) <= tol)


def gradient_check__mean_error(f, grad, x, tol=1e-6):
    """You average the errors. One wrong element among many right ones vanishes in the mean: take the worst."""
    return bool(np.mean(_errors(f, grad, x)) <= tol)


def gradient_check__first_element_only(f, grad, x, tol=1e-6):
    """You compare only the first element. A bug may sit in any other: take the worst of all."""
    return bool(_errors(f, grad, x).flat[0] <= tol)


def gradient_check__forward_difference(f, grad, x, tol=1e-6):
    """You measure with a forward difference, whose own error is near 1e-5. It refuses gradients that are right: measure to both sides."""
    measured = _at_each(x, lambda i: (f(_with(x, i, x[i] + 1e-5)) - f(x)) / 1e-5)
    return bool(relative_error(measured, grad(x)) <= tol)


def gradient_check__slope_in_one_direction(f, grad, x, tol=1e-6):
    """You measure with `numerical_derivative`, which moves all of x at once and gives one number. A gradient has one slope for each element."""
    return bool(relative_error(np.asarray((f(x + 1e-5) - f(x - 1e-5)) / 2e-5), grad(x)) <= tol)


def gradient_check__h_too_small(f, grad, x, tol=1e-6):
    """You measure with a step so small that the two values differ by rounding only. The measurement is then worse than the gradient it judges."""
    return bool(relative_error(numerical_gradient(f, x, h=1e-12), grad(x)) <= tol)


def gradient_check__tol_for_h(f, grad, x, tol=1e-6):
    """You use tol as the step h. They are two different things: h is how far you move, tol is how much error you allow."""
    return bool(relative_error(numerical_gradient(f, x, tol), grad(x)) <= tol)


def gradient_check__more_than_tol_passes(f, grad, x, tol=1e-6):
    """Errors larger than tol pass: you compare with a multiple of it, or with another number. The error is that of the worst element, whatever their number: it is compared with tol itself."""
    return bool(_error(f, grad, x) <= tol * x.size)


def gradient_check__measured_at_the_gradient(f, grad, x, tol=1e-6):
    """You measure f at `grad(x)`, as if the gradient were a place. Both are taken at x."""
    return bool(relative_error(numerical_gradient(f, grad(x)), grad(x)) <= tol)


def gradient_check__difference_of_sums(f, grad, x, tol=1e-6):
    """You compare the sums of the two gradients, or their means, in which errors cancel. Compare element by element, by the relative error."""
    return bool(abs(np.sum(numerical_gradient(f, x)) - np.sum(grad(x))) <= tol)


def gradient_check__default_tol_too_loose(f, grad, x, tol=1e-4):
    """With nothing said, more than 1e-6 passes, and so do gradients with a small bug. Either your default for tol is larger than the one that the exercise states, or the error is compared with something larger than tol."""
    return bool(_error(f, grad, x) <= tol)


def gradient_check__default_tol_too_tight(f, grad, x, tol=1e-8):
    """Your default for tol is tighter than 1e-6: the rounding of the measurement itself can exceed it. Keep the default that the exercise states."""
    return bool(_error(f, grad, x) <= tol)


def gradient_check__allclose_with_rtol_alone(f, grad, x, tol=1e-6):
    """You divide the difference by one of the two sizes, as np.allclose does, or by the larger one. The relative error of this lesson divides by both added. Use your function."""
    return bool(np.allclose(numerical_gradient(f, x), grad(x), rtol=tol, atol=0))


def gradient_check__sum_of_differences(f, grad, x, tol=1e-6):
    """You compare a plain difference with tol: its sum, its length, or each element of it. That grows with the gradients, so for large ones rounding alone exceeds tol, and for small ones no bug does: use the relative error."""
    return bool(np.sum(np.abs(numerical_gradient(f, x) - grad(x))) <= tol)


def gradient_check__mean_of_differences(f, grad, x, tol=1e-6):
    """You compare plain differences with tol. A plain difference says little without the sizes, and a mean of them, or a single one, does not show one wrong element: use the relative error, and let its worst element decide."""
    return bool(np.mean(np.abs(numerical_gradient(f, x) - grad(x))) <= tol)
