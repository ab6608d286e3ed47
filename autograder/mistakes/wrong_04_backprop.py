"""What wrong looks like in lesson 4."""

import numpy as np

from autograder.reference import (
    accuracy,
    activation_backward,
    backward,
    cross_entropy,
    cross_entropy_grad,
    dense_backward,
    forward,
    log_softmax,
    loss_and_grads,
    mse,
    mse_grad,
    one_hot,
    relu,
    relu_grad,
    sigmoid,
    sigmoid_grad,
    softmax,
    tanh,
    tanh_grad,
)

ACTIVATE = {"relu": relu, "sigmoid": sigmoid, "tanh": tanh}
DERIVATIVE = {"relu": relu_grad, "sigmoid": sigmoid_grad, "tanh": tanh_grad}


# dense_backward


def dense_backward__bias_gradient_averaged(dz, X, W):
    """Your `db` is the mean over the batch. The loss has divided by n already, and `dz` carries that: b is used once for each example, so its effects add up."""
    return dz @ W.T, X.T @ dz, dz.mean(axis=0)


def dense_backward__weight_gradient_averaged(dz, X, W):
    """Your `dW` is divided by the number of examples. The loss has divided by n already, and `dz` carries that: 1/n belongs in one place only."""
    return dz @ W.T, X.T @ dz / len(X), dz.sum(axis=0)


def dense_backward__parameter_gradients_averaged(dz, X, W):
    """Your `dW` and `db` are divided by the number of examples. The loss has divided by n already, and `dz` carries that: here the effects of the examples add up."""
    return dz @ W.T, X.T @ dz / len(X), dz.mean(axis=0)


def dense_backward__all_gradients_averaged(dz, X, W):
    """All three of your gradients are divided by the number of examples. The loss has divided by n already, and `dz` carries that: 1/n belongs in one place only."""
    return dz @ W.T / len(X), X.T @ dz / len(X), dz.mean(axis=0)


def dense_backward__weights_not_transposed(dz, X, W):
    """Your `dX` multiplies `dz` by W as it stands. Going back, unit j sends its share along W[k, j] to input k: the sum runs over the columns of W. With a square W the shapes fit all the same and only the values are wrong."""
    return dz @ W, X.T @ dz, dz.sum(axis=0)


def dense_backward__weight_gradient_transposed(dz, X, W):
    """Your `dW` has outputs as rows and inputs as columns. It must have the shape of W, (d_in, d_out): which of the two factors comes first, and which is transposed?"""
    return dz @ W.T, dz.T @ X, dz.sum(axis=0)


def dense_backward__weight_gradient_without_transpose(dz, X, W):
    """Your `dW` multiplies X and `dz` row by column without a transpose. The sum in `dW` runs over the examples, which are the rows of both: turn one of them so that the examples meet."""
    return dz @ W.T, X @ dz, dz.sum(axis=0)


def dense_backward__elementwise_products(dz, X, W):
    """You multiplied with `*`, element by element. An entry of `dX` or of `dW` is a sum of products, over the outputs or over the examples: that is a matrix product."""
    return dz * W.T, X.T * dz, dz.sum(axis=0)


def dense_backward__products_of_numbers(dz, X, W):
    """You multiply number by number, with `*`. That is the rule for one input and one unit; here every input meets every unit, and the sums over them are matrix products, `@`, with one of the two transposed."""
    return dz * W, X * dz, dz.sum(axis=0)


def dense_backward__bias_gradient_summed_over_outputs(dz, X, W):
    """Your `db` sums each row of `dz` and has one number an example. There is one bias for each output: sum over the examples, the other axis."""
    return dz @ W.T, X.T @ dz, dz.sum(axis=1)


def dense_backward__bias_gradient_not_summed(dz, X, W):
    """Your `db` still has one row for each example. All examples share one b of shape (d_out,): add up what each of them says about it."""
    return dz @ W.T, X.T @ dz, dz.copy()


def dense_backward__bias_gradient_left_out(dz, X, W):
    """You returned two arrays. The bias is a parameter too: return `(dX, dW, db)`."""
    return dz @ W.T, X.T @ dz


def dense_backward__parameters_first(dz, X, W):
    """You returned `(dW, db, dX)`. The right gradients in another order: the docstring asks for `(dX, dW, db)`."""
    return X.T @ dz, dz.sum(axis=0), dz @ W.T


def dense_backward__weights_before_input(dz, X, W):
    """You returned `(dW, dX, db)`. The right gradients in another order: the docstring asks for `(dX, dW, db)`."""
    return X.T @ dz, dz @ W.T, dz.sum(axis=0)


def dense_backward__bias_before_weights(dz, X, W):
    """You returned `(dX, db, dW)`. The right gradients in another order: the docstring asks for `(dX, dW, db)`."""
    return dz @ W.T, dz.sum(axis=0), X.T @ dz


def dense_backward__last_example_only(dz, X, W):
    """Your `dW` and `db` hold the last example alone: each round of the loop overwrites what the round before found. The effects of the examples add up."""
    return dz @ W.T, np.outer(X[-1], dz[-1]), dz[-1]


def dense_backward__reshaped_for_transposed(dz, X, W):
    """You turned shapes round with `reshape`. It keeps the numbers in their order and breaks the rows elsewhere; a transpose makes rows of the columns."""
    return dz @ W.reshape(W.shape[::-1]), X.reshape(X.shape[::-1]) @ dz, dz.sum(axis=0)


def dense_backward__bias_gradient_of_ones(dz, X, W):
    """Your `db` is 1 everywhere. The factor from b to z is 1, but the chain rule multiplies it by what comes from above and adds up over the examples."""
    return dz @ W.T, X.T @ dz, np.ones(W.shape[1])


def dense_backward__weight_gradient_error_first(dz, X, W):
    """Your `dW` multiplies `dz` by X without a transpose. The sum in `dW` runs over the examples, which are the rows of both: turn one of them so that the examples meet, and `dW` has the shape of W."""
    return dz @ W.T, dz @ X, dz.sum(axis=0)


def dense_backward__weight_gradient_transposed_inputs_last(dz, X, W):
    """Your `dW` multiplies `dz` by X transposed. The sum in `dW` runs over the examples, and in that order it runs over outputs and inputs: which of the two factors comes first?"""
    return dz @ W.T, dz @ X.T, dz.sum(axis=0)


def dense_backward__weight_gradient_transposed_error(dz, X, W):
    """Your `dW` multiplies X by `dz` transposed. The sum in `dW` runs over the examples, and there it runs over inputs and outputs: the other one of the two factors has to be turned."""
    return dz @ W.T, X @ dz.T, dz.sum(axis=0)


def dense_backward__transposed_weights_first(dz, X, W):
    """Your `dX` has the transposed weights on the left of `dz`. Each row of `dz` is an example and stays a row of `dX`: `dz` is the left factor."""
    return W.T @ dz, X.T @ dz, dz.sum(axis=0)


def dense_backward__weights_first(dz, X, W):
    """Your `dX` has W on the left of `dz`. Each row of `dz` is an example and stays a row of `dX`: `dz` is the left factor, and the sum runs over the outputs."""
    return W @ dz, X.T @ dz, dz.sum(axis=0)


def dense_backward__input_taken_first(X, dz, W):
    """You take the arguments in another order than they are given: `dz` comes first, then X, then W. Keep the first line as it was handed out."""
    return dz @ W.T, X.T @ dz, dz.sum(axis=0)


def dense_backward__input_and_weights_exchanged(dz, W, X):
    """You take the arguments in another order than they are given: `dz` comes first, then X, then W. Keep the first line as it was handed out."""
    return dz @ W.T, X.T @ dz, dz.sum(axis=0)


def dense_backward__truncated_to_whole_numbers(dz, X, W):
    """A gradient of yours has the dtype of X: where that holds whole numbers, every slope is cut down to a whole number. Let the gradients be floats."""
    dX = np.zeros_like(X)
    dX[...] = dz @ W.T
    return dX, X.T @ dz, dz.sum(axis=0)


# activation_backward


def activation_backward__activation_for_its_derivative(da, z, activation="relu"):
    """You multiplied by the activation itself, f(z), where its derivative f′(z) is due. Going back, the chain rule asks how steep the activation is at z, not how high."""
    return da * ACTIVATE[activation](z)


def activation_backward__derivative_at_the_activation(da, z, activation="relu"):
    """You took the derivative at a, the output of the activation. It is due at z, the input: the functions of lesson 3 apply the activation themselves, so yours is applied twice."""
    return da * DERIVATIVE[activation](ACTIVATE[activation](z))


def activation_backward__z_used_as_the_activation(da, z, activation="relu"):
    """You put z into a formula that is written for a: a(1 − a) and 1 − a² hold for a = σ(z) and a = tanh(z). What comes in here is z, before the activation."""
    return da * {
        "relu": lambda z: (z > 0) * 1.0,
        "sigmoid": lambda z: z * (1 - z),
        "tanh": lambda z: 1 - z**2,
    }[activation](z)


def activation_backward__upstream_left_out(da, z, activation="relu"):
    """You returned the derivative of the activation alone. The chain rule multiplies it by what comes from above, `da`."""
    return DERIVATIVE[activation](z)


def activation_backward__upstream_added(da, z, activation="relu"):
    """You added `da` and the derivative. Along a path the chain rule multiplies."""
    return da + DERIVATIVE[activation](z)


def activation_backward__averaged(da, z, activation="relu"):
    """You divide by the number of examples. An activation works on each number alone, and the 1/n is in `da` already."""
    return da * DERIVATIVE[activation](z) / len(z)


def activation_backward__relu_of_the_upstream(da, z, activation="relu"):
    """For relu you looked at the sign of `da`. Whether the gradient passes was decided on the way forward, by the sign of z; a negative `da` passes just as well."""
    return np.maximum(da, 0) if activation == "relu" else da * DERIVATIVE[activation](z)


def activation_backward__relu_passes_at_zero(da, z, activation="relu"):
    """Your relu lets `da` through where z is exactly 0. The rule of lesson 3: the derivative of relu at 0 is 0."""
    return da * (z >= 0) if activation == "relu" else da * DERIVATIVE[activation](z)


def activation_backward__relu_reversed(da, z, activation="relu"):
    """Your relu lets `da` through where z is negative. There relu is flat and nothing that z does reaches the loss."""
    return da * (z < 0) if activation == "relu" else da * DERIVATIVE[activation](z)


def activation_backward__always_sigmoid(da, z, activation="relu"):
    """You use the sigmoid's derivative whatever `activation` says. Each activation has its own."""
    return da * sigmoid_grad(z)


def activation_backward__always_tanh(da, z, activation="relu"):
    """You use the derivative of tanh whatever `activation` says. Each activation has its own."""
    return da * tanh_grad(z)


def activation_backward__relu_in_the_last_branch(da, z, activation="relu"):
    """For relu you used the derivative of tanh. Is the `else` there for relu as well? An `else` goes with the last `if` alone: chain them with `elif`."""
    return da * (sigmoid_grad if activation == "sigmoid" else tanh_grad)(z)


def activation_backward__sigmoid_for_tanh(da, z, activation="relu"):
    """Your tanh gets the derivative of the sigmoid. Look at what decides between the two: `activation == "sigmoid" or "tanh"` always holds, since a text that is not empty counts as true."""
    return da * DERIVATIVE["sigmoid" if activation == "tanh" else activation](z)


def activation_backward__summed_over_the_examples(da, z, activation="relu"):
    """You added up over the examples. An activation works on each number alone, and so does its backward pass: `dz` has the shape of z."""
    return (da * DERIVATIVE[activation](z)).sum(axis=0)


def activation_backward__derivative_at_the_product(da, z, activation="relu"):
    """You took the derivative at `da` times z. It is taken at z alone, and what comes out multiplies `da`."""
    return DERIVATIVE[activation](da * z)


def activation_backward__names_exchanged(da, z, activation="relu"):
    """The derivatives of sigmoid and tanh stand under each other's names."""
    return da * {"relu": relu_grad, "sigmoid": tanh_grad, "tanh": sigmoid_grad}[activation](z)


def activation_backward__sigmoid_where_none_is_named(da, z, activation="sigmoid"):
    """Called without an activation, yours takes another one than relu. Keep the default of the signature."""
    return da * DERIVATIVE[activation](z)


def activation_backward__tanh_not_squared(da, z, activation="relu"):
    """Your derivative of tanh is 1 − tanh(z): a square is missing in it. Lesson 3 derives it, and `tanh_grad` has it."""
    return da * (1 - np.tanh(z)) if activation == "tanh" else da * DERIVATIVE[activation](z)


def activation_backward__sigmoid_squared(da, z, activation="relu"):
    """Your derivative of the sigmoid is 1 − σ(z)², which is made like tanh's formula. The sigmoid has one of its own: lesson 3 derives it, and `sigmoid_grad` has it."""
    return da * (1 - sigmoid(z) ** 2) if activation == "sigmoid" else da * DERIVATIVE[activation](z)


def activation_backward__matrix_product(da, z, activation="relu"):
    """You multiplied with `@`. An activation works on each number alone, so its backward pass does too: element by element, with `*`."""
    return da @ DERIVATIVE[activation](z)


def activation_backward__truncated_to_whole_numbers(da, z, activation="relu"):
    """Your answer has the dtype of z: whole numbers in, whole numbers out, and what lies between is cut off. Let the answer be floats."""
    dz = np.zeros_like(z)
    dz[...] = da * DERIVATIVE[activation](z)
    return dz


def activation_backward__relu_has_the_dtype_of_z(da, z, activation="relu"):
    """Your answer has the dtype of z: where z holds whole numbers, each `da` is cut down to a whole number. Let the answer be floats."""
    if activation != "relu":
        return da * DERIVATIVE[activation](z)
    dz = np.zeros_like(z)
    dz[z > 0] = da[z > 0]
    return dz


def activation_backward__derivative_at_the_upstream(da, z, activation="relu"):
    """You took the derivative at `da`. How much passes was decided on the way forward: the derivative is due at z."""
    return da * DERIVATIVE[activation](da)


# mse_grad


def mse_grad__factor_two_left_out(y_pred, y_true):
    """The factor 2 is missing: the derivative of a square is twice what was squared."""
    return (y_pred - y_true) / y_pred.size


def mse_grad__divided_by_rows_only(y_pred, y_true):
    """You divided by the number of rows. The mean of `mse` runs over all elements, rows times columns."""
    return 2 * (y_pred - y_true) / len(y_pred)


def mse_grad__averaged_over_the_rows(y_pred, y_true):
    """You took the mean down the columns. The gradient has the shape of `y_pred`, one number for each prediction: it is divided by their number, and nothing is added up."""
    return 2 * np.mean(y_pred - y_true, axis=0)


def mse_grad__halved_and_multiplied(y_pred, y_true):
    """You divide by 2 and multiply by the number of elements: `*` and `/` are taken from left to right. The derivative of a square brings a factor 2, and a mean is divided by the number."""
    return (y_pred - y_true) / 2 * y_pred.size


def mse_grad__differences_squared(y_pred, y_true):
    """Your differences are still squared. The derivative of u² is 2u: the square goes, the sign of the difference stays."""
    return 2 * (y_pred - y_true) ** 2 / y_pred.size


def mse_grad__mean_absolute_error(y_pred, y_true):
    """Only the sign of the difference is left in your answer: that is the gradient of the mean absolute error. A square pulls harder the further off it is."""
    return np.sign(y_pred - y_true) / y_pred.size


def mse_grad__integer_division(y_pred, y_true):
    """You divided with `//`, which rounds down to a whole number. Divide with `/`."""
    return 2 * (y_pred - y_true) // y_pred.size


def mse_grad__two_divided_with_floor(y_pred, y_true):
    """You divided 2 by the number of elements with `//`, which rounds down to a whole number: 0, for more than two elements. Divide with `/`."""
    return 2 // y_pred.size * (y_pred - y_true)


def mse_grad__truncated_to_whole_numbers(y_pred, y_true):
    """Your answer has the dtype of an argument: whole numbers in, whole numbers out, and what lies between is cut off. Let the answer be floats."""
    grad = np.zeros_like(y_pred)
    grad[...] = 2 * (y_pred - y_true) / y_pred.size
    return grad


def mse_grad__brackets_missing(y_pred, y_true):
    """Only `y_true` is divided by the number of elements, and only `y_pred` is doubled: `*` and `/` bind more tightly than `-`."""
    return 2 * y_pred - y_true / y_pred.size


def mse_grad__difference_only(y_pred, y_true):
    """Both the 2 and the mean are missing: the derivative of a square is twice what was squared, and each element counts for one part in as many as there are."""
    return y_pred - y_true


# binary_cross_entropy_grad


def binary_cross_entropy_grad__sigmoid_left_out(z, y):
    """You subtracted y from the score. The loss compares y with a probability: the score goes through the sigmoid first."""
    return (z - y) / len(z)


def binary_cross_entropy_grad__gradient_of_the_probability(z, y):
    """Yours is the derivative by the probability p = σ(z). The function takes scores: one more link of the chain, ∂p/∂z = p (1 − p), and most of it cancels."""
    p = sigmoid(z)
    return (p - y) / (p * (1 - p)) / len(z)


def binary_cross_entropy_grad__sigmoid_derivative_twice(z, y):
    """You multiplied by σ′(z) once more. In σ(z) − y it is accounted for already: it cancelled against the derivative of the logarithm."""
    return (sigmoid(z) - y) * sigmoid_grad(z) / len(z)


def binary_cross_entropy_grad__labels_for_probabilities(z, y):
    """You cut the sigmoid to 0 or 1 before subtracting. How sure the network is matters: use the probability itself."""
    return ((z > 0) * 1.0 - y) / len(z)


def binary_cross_entropy_grad__averaged_to_one_number(z, y):
    """You returned one number. The gradient has the shape of z: divide each element by n, and do not add them up."""
    return np.mean(sigmoid(z) - y)


def binary_cross_entropy_grad__overflows(z, y):
    """Large scores give nan: exp(z) overflows, and infinity divided by infinity is no number. Use the stable sigmoid of lesson 1."""
    return (np.exp(z) / (1 + np.exp(z)) - y) / len(z)


def binary_cross_entropy_grad__derivative_for_the_sigmoid(z, y):
    """You subtracted y from σ′(z). Here the probability itself is due, σ(z): its derivative has cancelled."""
    return (sigmoid_grad(z) - y) / len(z)


def binary_cross_entropy_grad__sigmoid_applied_twice(z, y):
    """You applied the sigmoid twice. z holds scores: one sigmoid makes probabilities of them."""
    return (sigmoid(sigmoid(z)) - y) / len(z)


def binary_cross_entropy_grad__two_links_multiplied(z, y):
    """For large scores p = σ(z) rounds to exactly 0 or 1, and your first link divides by p (1 − p), which is then 0. Multiply the two links on paper first: the denominator cancels."""
    p = sigmoid(z)
    return (p - y) / (p * (1 - p)) * (p * (1 - p)) / len(z)


def binary_cross_entropy_grad__terms_of_the_loss(z, y):
    """You returned what each example adds to the loss. What is asked for is the derivative of the loss by each score."""
    p = sigmoid(z)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(y)


def binary_cross_entropy_grad__softmax_over_the_examples(z, y):
    """Your probabilities sum to 1 over the examples, as softmax makes them. Here each example has one score, and a probability of its own: that of the sigmoid."""
    return (np.exp(z) / np.exp(z).sum() - y) / len(y)


def binary_cross_entropy_grad__brackets_missing(z, y):
    """Only the labels are divided by n: `/` binds more tightly than `-`."""
    return sigmoid(z) - y / len(z)


# cross_entropy_grad


def cross_entropy_grad__softmax_left_out(z, y):
    """You subtracted the one-hot labels from the scores. The loss compares them with probabilities: the scores go through softmax first."""
    return (z - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__log_softmax_for_softmax(z, y):
    """You subtracted the labels from log-probabilities. The gradient compares them with the probabilities themselves."""
    return (log_softmax(z) - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__not_averaged(z, y):
    """Your gradient is that of the sum over the examples. The loss is their mean: this is the one place where 1/n appears."""
    return softmax(z) - one_hot(y, z.shape[1])


def cross_entropy_grad__divided_by_all_elements(z, y):
    """You divided by the number of elements of z. The mean runs over the examples, the rows; the classes of one example are summed, not averaged."""
    return (softmax(z) - one_hot(y, z.shape[1])) / z.size


def cross_entropy_grad__divided_by_classes(z, y):
    """You divided by the number of columns, the classes. The mean runs over the examples, the rows."""
    return (softmax(z) - one_hot(y, z.shape[1])) / z.shape[1]


def cross_entropy_grad__softmax_over_the_batch(z, y):
    """Your softmax runs down the columns, over the examples. Each row is one example, and its probabilities sum to 1."""
    return (softmax(z.T).T - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__labels_used_as_numbers(z, y):
    """You subtracted the label itself from every probability of its row. A label names a class, it is no amount: take 1 from the probability of that class and nothing from the others."""
    return (softmax(z) - y[:, None]) / len(z)


def cross_entropy_grad__every_row_loses_every_label(z, y):
    """You took 1 from the columns named in y in every row. Each row has one true class: pair row i with column y[i] (lesson 2 indexed the same way in `cross_entropy`)."""
    g = softmax(z)
    g[:, y] -= 1
    return g / len(z)


def cross_entropy_grad__true_class_only(z, y):
    """Only the true class has a gradient in your answer. The other scores count as well: raising one takes probability away from the true class."""
    hot = one_hot(y, z.shape[1])
    return hot * (softmax(z) - 1) / len(z)


def cross_entropy_grad__gradient_of_the_probabilities(z, y):
    """Yours is the derivative by the probabilities, −1/p at the true class. The function takes scores: one more link of the chain, through softmax, is missing."""
    return -one_hot(y, z.shape[1]) / softmax(z) / len(z)


def cross_entropy_grad__overflows(z, y):
    """Large scores give nan: exp overflows, and infinity divided by infinity is no number. Use the stable softmax of lesson 1."""
    return (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True) - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__one_shift_for_all_rows(z, y):
    """You subtract the largest score of the whole batch. A row whose scores lie far below it becomes all zeros, and 0/0 is nan: shift each row by its own maximum, or call your softmax."""
    e = np.exp(z - z.max())
    return (e / e.sum(axis=1, keepdims=True) - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__one_shift_and_a_small_number_added(z, y):
    """You subtract the largest score of the whole batch. A row whose scores lie far below it becomes all zeros: the small number that you add below keeps it from nan, but its probabilities are 0 and sum to 0. Shift each row by its own maximum, or call your softmax."""
    e = np.exp(z - z.max())
    return (e / (e.sum(axis=1, keepdims=True) + 1e-12) - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__shifted_by_the_mean(z, y):
    """You shift each row by its mean. Its largest score can still lie so far above that exp overflows: shift by the row's maximum, or call your softmax."""
    e = np.exp(z - z.mean(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True) - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__scores_clipped(z, y):
    """You clip the scores before exp. Then all that lie beyond the limit look equal, and their probabilities are wrong: shift each row by its maximum instead, which changes nothing."""
    e = np.exp(np.clip(z, -500, 500))
    return (e / e.sum(axis=1, keepdims=True) - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__classes_counted_from_the_labels(z, y):
    """You took the number of classes from the labels of this batch. A class may be missing there: z has one column for each."""
    return (softmax(z) - one_hot(y, y.max() + 1)) / len(z)


def cross_entropy_grad__rows_named_by_the_labels(z, y):
    """You used the labels to pick rows. A label says which column of its own row is the true class: pair row i with column y[i]."""
    g = softmax(z)
    g[y] -= 1
    return g / len(z)


def cross_entropy_grad__predictions_for_probabilities(z, y):
    """You compared the predicted class with the true one. How sure the network is matters: use its probabilities."""
    return (one_hot(z.argmax(axis=1), z.shape[1]) - one_hot(y, z.shape[1])) / len(z)


def cross_entropy_grad__softmax_derivative_twice(z, y):
    """You multiplied by p (1 − p) once more. In probability minus truth the derivative of softmax is accounted for already: it cancelled against that of the logarithm."""
    p = softmax(z)
    return (p - one_hot(y, z.shape[1])) * p * (1 - p) / len(z)


def cross_entropy_grad__sigmoid_for_softmax(z, y):
    """Your probabilities come from the sigmoid, each score by itself. With several classes they come from softmax, and each row sums to 1."""
    return (sigmoid(z) - one_hot(y, z.shape[1])) / len(y)


def cross_entropy_grad__softmax_applied_twice(z, y):
    """You applied softmax twice. z holds scores: one softmax makes probabilities of them."""
    return (softmax(softmax(z)) - one_hot(y, z.shape[1])) / len(y)


def cross_entropy_grad__brackets_missing(z, y):
    """Only the labels are divided by n: `/` binds more tightly than `-`."""
    return softmax(z) - one_hot(y, z.shape[1]) / len(z)


def cross_entropy_grad__labels_as_a_row(z, y):
    """You subtracted the labels themselves. A label names a column; it is no amount."""
    return (softmax(z) - y) / len(z)


def cross_entropy_grad__one_index_for_each_class(z, y):
    """You counted rows up to the number of classes. There is one row for each label, so the two lists of positions have different lengths."""
    g = softmax(z)
    g[np.arange(z.shape[1]), y] -= 1
    return g / len(z)


# backward


def _backward(dscores, cache, params, activation, weights=dense_backward, through=activation_backward):
    """The pass itself, with parts that can be replaced by wrong ones."""
    d, grads = dscores, []
    for i in reversed(range(len(params))):
        if i < len(params) - 1:
            d = through(d, cache[i][1], activation)
        d, dW, db = weights(d, cache[i][0], params[i][0])
        grads.insert(0, (dW, db))
    return grads


def backward__layers_in_reverse_order(dscores, cache, params, activation="relu"):
    """Your gradients come in the order of the backward pass, last layer first. `grads` goes with `params`: turn the list round."""
    return backward(dscores, cache, params, activation)[::-1]


def backward__activation_left_out(dscores, cache, params, activation="relu"):
    """The gradient passes your activations as though they were not there. Between two dense layers `da` must become `dz`: that is `activation_backward`."""
    return _backward(dscores, cache, params, activation, through=lambda da, z, activation: da)


def backward__output_layer_activated(dscores, cache, params, activation="relu"):
    """You sent `dscores` through the derivative of an activation. The last layer has none: its scores go into the loss as they are, and `dscores` is its `dz`."""
    return backward(activation_backward(dscores, cache[-1][1], activation), cache, params, activation)


def backward__z_of_the_wrong_layer(dscores, cache, params, activation="relu"):
    """Your activation's derivative is taken at the z of another layer than it should be, as at that of the layer that you just left. `da` leaves layer i and enters the activation of layer i − 1: take that layer's z from the cache."""
    d, grads = dscores, []
    for i in reversed(range(len(params))):
        (a, z), (W, _) = cache[i], params[i]
        d, dW, db = dense_backward(d, a, W)
        grads.insert(0, (dW, db))
        if i > 0:
            d = activation_backward(d, z, activation)
    return grads


def backward__derivative_at_the_activation(dscores, cache, params, activation="relu"):
    """You took the derivative at the output of the activation. The cache holds `(input, z)` for each layer: it is due at z."""
    cache = [(a, ACTIVATE[activation](z)) for a, z in cache]
    return backward(dscores, cache, params, activation)


def backward__scores_used_as_inputs(dscores, cache, params, activation="relu"):
    """Your `dW` multiplies by the z of the layer before. What went into this layer is the first entry of its cache, after the activation."""
    inputs = [cache[0][0], *(z for _, z in cache[:-1])]
    return backward(dscores, [(a, z) for a, (_, z) in zip(inputs, cache)], params, activation)


def backward__weights_not_transposed(dscores, cache, params, activation="relu"):
    """Going back through a layer you multiplied by W as it stands. The way back uses its transpose; with square weights the shapes fit all the same."""
    return _backward(
        dscores, cache, params, activation, weights=lambda dz, X, W: (dz @ W, X.T @ dz, dz.sum(axis=0))
    )


def backward__error_not_passed_back(dscores, cache, params, activation="relu"):
    """Every layer of yours gets `dscores`. Only the last layer sees it directly: each earlier one gets what the layer after it passes back."""
    return [dense_backward(dscores, a, W)[1:] for (a, _), (W, _) in zip(cache, params)]


def backward__dX_never_passed_on(dscores, cache, params, activation="relu"):
    """No layer of yours gets what the layer after it passes down: `dscores` goes through the activations alone, from layer to layer. Going back through a dense layer gives its `dX`; that is what the activation below it gets."""
    return _backward(
        dscores, cache, params, activation, weights=lambda dz, X, W: (dz, *dense_backward(dz, X, W)[1:])
    )


def backward__dscores_into_every_activation(dscores, cache, params, activation="relu"):
    """Every activation of yours gets `dscores`. Only the last layer sees it directly: each earlier one gets what the layer after it passes down, its `dX`, through its own activation."""
    grads = []
    for (a, z), (W, _) in zip(reversed(cache), reversed(params)):
        dz = activation_backward(dscores, z, activation) if grads else dscores
        grads.insert(0, dense_backward(dz, a, W)[1:])
    return grads


def backward__last_layer_passes_to_all(dscores, cache, params, activation="relu"):
    """Every layer of yours gets what the last layer passes down. That is right for the one just below it; each other one gets the `dX` of the layer after it."""
    passed, grads = None, []
    for (a, z), (W, _) in zip(reversed(cache), reversed(params)):
        dz = activation_backward(passed, z, activation) if grads else dscores
        dX, dW, db = dense_backward(dz, a, W)
        passed = dX if passed is None else passed
        grads.insert(0, (dW, db))
    return grads


def backward__dscores_through_every_weight(dscores, cache, params, activation="relu"):
    """You send `dscores` back through the weights of every layer. It belongs to the last one: what goes back through the weights of another layer is that layer's own `dz`."""
    above, grads = None, []
    for (a, z), (W, _) in zip(reversed(cache), reversed(params)):
        dz = dscores if above is None else activation_backward(dscores @ above.T, z, activation)
        grads.insert(0, dense_backward(dz, a, W)[1:])
        above = W
    return grads


def backward__activation_arguments_exchanged(dscores, cache, params, activation="relu"):
    """You hand z and `da` to `activation_backward` in each other's place. It takes `da` first, then the z at which the derivative is taken."""
    return _backward(
        dscores,
        cache,
        params,
        activation,
        through=lambda da, z, activation: activation_backward(z, da, activation),
    )


def backward__weights_handed_in_as_inputs(dscores, cache, params, activation="relu"):
    """You hand W and X to `dense_backward` in each other's place. It takes `dz`, then the input of the layer, then its weights."""
    return _backward(dscores, cache, params, activation, weights=lambda dz, X, W: dense_backward(dz, W, X))


def backward__inputs_handed_in_first(dscores, cache, params, activation="relu"):
    """You hand X and `dz` to `dense_backward` in each other's place. It takes `dz` first, then the input of the layer, then its weights."""
    return _backward(dscores, cache, params, activation, weights=lambda dz, X, W: dense_backward(X, dz, W))


def backward__error_handed_in_last(dscores, cache, params, activation="relu"):
    """You hand `dz` to `dense_backward` last. It takes `dz` first, then the input of the layer, then its weights."""
    return _backward(dscores, cache, params, activation, weights=lambda dz, X, W: dense_backward(X, W, dz))


def backward__multiplied_by_z(dscores, cache, params, activation="relu"):
    """Between two layers you multiply by z itself. What is due there is the activation's derivative at z: `activation_backward` has it."""
    return _backward(dscores, cache, params, activation, through=lambda da, z, activation: da * z)


def backward__derivative_at_the_input(dscores, cache, params, activation="relu"):
    """You take the activation's derivative at the input of the layer. The cache holds `(input, z)` for each layer: it is due at z, the second of the pair."""
    d, grads = dscores, []
    for i in reversed(range(len(params))):
        a, _ = cache[i]
        if i < len(params) - 1:
            d = activation_backward(d, a, activation)
        d, dW, db = dense_backward(d, a, params[i][0])
        grads.insert(0, (dW, db))
    return grads


def backward__averaged_again(dscores, cache, params, activation="relu"):
    """Your gradients are divided by the number of examples. The loss has done that already, and `dscores` carries it: 1/n belongs in one place only."""
    return [(dW / len(dscores), db / len(dscores)) for dW, db in backward(dscores, cache, params, activation)]


def backward__sigmoid_where_none_is_named(dscores, cache, params, activation="sigmoid"):
    """Called without an activation, yours takes another one than relu. Keep the default of the signature."""
    return backward(dscores, cache, params, activation)


def backward__first_layer_left_out(dscores, cache, params, activation="relu"):
    """Your pass stops one layer early: the first layer has no gradient. Mind where the loop ends, since layer 0 counts. Or is the `return` inside the loop?"""
    return backward(dscores, cache, params, activation)[1:]


def backward__pairs_turned_round(dscores, cache, params, activation="relu"):
    """Your pairs are `(db, dW)`. They go with `(W, b)`: the weights first."""
    return [(db, dW) for dW, db in backward(dscores, cache, params, activation)]


def backward__one_flat_list(dscores, cache, params, activation="relu"):
    """You returned the arrays in one row. `grads` is made like `params`: one pair `(dW, db)` for each layer."""
    return [array for pair in backward(dscores, cache, params, activation) for array in pair]


def backward__one_flat_list_turned_round(dscores, cache, params, activation="relu"):
    """You returned the arrays in one row, and turned that round, so each `db` comes before its `dW`. `grads` is made like `params`: one pair `(dW, db)` for each layer."""
    return [array for dW, db in backward(dscores, cache, params, activation) for array in (db, dW)]


def backward__weights_and_biases_apart(dscores, cache, params, activation="relu"):
    """You returned two lists, the gradients of all weights and those of all biases. `grads` is made like `params`: one pair `(dW, db)` for each layer."""
    return tuple(map(list, zip(*backward(dscores, cache, params, activation))))


def backward__input_gradients_returned_too(dscores, cache, params, activation="relu"):
    """You return three arrays for each layer. `dX` is only passed back; what a layer keeps is the pair `(dW, db)`."""
    kept = []

    def keep(dz, X, W):
        kept.insert(0, dense_backward(dz, X, W))
        return kept[0]

    _backward(dscores, cache, params, activation, weights=keep)
    return kept


def backward__new_parameters_returned(dscores, cache, params, activation="relu"):
    """You return new parameters. A gradient says which way to go; the step is taken in lesson 5."""
    return [
        (W - dW, b - db) for (W, b), (dW, db) in zip(params, backward(dscores, cache, params, activation))
    ]


def backward__empties_the_cache(dscores, cache, params, activation="relu"):
    """You take the entries out of `cache` as you go. It belongs to the caller, who may still need it, and it may be a tuple: read it, and leave it as it is."""
    kept = [cache.pop() for _ in params][::-1]
    return backward(dscores, kept, params, activation)


def backward__input_activated(dscores, cache, params, activation="relu"):
    """Below the first layer you undo an activation that is not there: at layer 0, the index i − 1 means the last layer. What went into layer 0 is X itself, and nothing is left to do."""
    d, grads = dscores, []
    for i in reversed(range(len(params))):
        d, dW, db = dense_backward(d, cache[i][0], params[i][0])
        grads.insert(0, (dW, db))
        d = activation_backward(d, cache[i - 1][1], activation)
    return grads


def backward__first_layer_first(dscores, cache, params, activation="relu"):
    """Your loop runs from the first layer to the last. `dscores` belongs to the last layer: begin there, and undo last what was done first."""
    d, grads = dscores, []
    for (a, z), (W, _) in zip(cache, params):
        d, dW, db = dense_backward(d, a, W)
        d = activation_backward(d, z, activation)
        grads.append((dW, db))
    return grads


def backward__first_layer_first_activation_before(dscores, cache, params, activation="relu"):
    """Your loop runs from the first layer to the last. `dscores` belongs to the last layer: begin there, and undo last what was done first."""
    d, grads = dscores, []
    for i, ((a, z), (W, _)) in enumerate(zip(cache, params)):
        dz = d if i == len(params) - 1 else activation_backward(d, z, activation)
        d, dW, db = dense_backward(dz, a, W)
        grads.append((dW, db))
    return grads


def _turned(dz, X, W):
    """What a caller gets who unpacks dX, dW, db as dW, db, dX."""
    dX, dW, db = dense_backward(dz, X, W)
    return db, dX, dW


def backward__parameter_gradients_unpacked_first(dscores, cache, params, activation="relu"):
    """You unpack `dense_backward` in another order than it returns: the three are `dX, dW, db`."""
    return _backward(dscores, cache, params, activation, weights=_turned)


def backward__two_layers_only(dscores, cache, params, activation="relu"):
    """Yours is written for a network of exactly two layers. There may be one, or many: let a loop go through them."""
    (X, z_1), (a_1, _) = cache
    (W_1, _), (W_2, _) = params
    da_1, dW_2, db_2 = dense_backward(dscores, a_1, W_2)
    _, dW_1, db_1 = dense_backward(activation_backward(da_1, z_1, activation), X, W_1)
    return [(dW_1, db_1), (dW_2, db_2)]


def backward__own_z_used_as_input(dscores, cache, params, activation="relu"):
    """Your `dW` multiplies by the z of the layer, which came out of it. What went into the layer is the first entry of its pair in the cache."""
    return _backward(dscores, [(z, z) for _, z in cache], params, activation)


def backward__weights_of_the_wrong_layer(dscores, cache, params, activation="relu"):
    """The error reaches a layer through the weights of the layer after it. You multiplied by the weights of the layer that it goes to."""
    d, grads = dscores, []
    for i in reversed(range(len(params))):
        a, z = cache[i]
        if i < len(params) - 1:
            d = activation_backward(d @ params[i][0].T, z, activation)
        grads.insert(0, (a.T @ d, d.sum(axis=0)))
    return grads


def backward__one_pair_for_all_layers(dscores, cache, params, activation="relu"):
    """All layers have the same gradients: `[[None, None]] * m` puts one and the same list into all places. Append a new pair for each layer."""
    return [backward(dscores, cache, params, activation)[0]] * len(params)


def backward__last_layer_only(dscores, cache, params, activation="relu"):
    """Only the last layer has a gradient: is the `return` inside the loop?"""
    return backward(dscores, cache, params, activation)[-1:]


def backward__cache_unpacked_in_the_wrong_order(dscores, cache, params, activation="relu"):
    """You unpack each pair of the cache as (z, input). It is (input, z)."""
    return _backward(dscores, [(z, a) for a, z in cache], params, activation)


def backward__activation_at_the_wrong_end(dscores, cache, params, activation="relu"):
    """The last layer passed through an activation's derivative and the first did not. It is the other way round: only the last layer has none."""
    d, grads = dscores, []
    for i in reversed(range(len(params))):
        if i > 0:
            d = activation_backward(d, cache[i][1], activation)
        d, dW, db = dense_backward(d, cache[i][0], params[i][0])
        grads.insert(0, (dW, db))
    return grads


# loss_and_grads


def loss_and_grads__softmax_applied_twice(X, y, params, activation="relu"):
    """You put probabilities into `cross_entropy`, which takes scores and applies softmax itself. Hand it the scores as they come from `forward`."""
    scores, cache = forward(X, params, activation)
    p = softmax(scores)
    return cross_entropy(p, y), backward(cross_entropy_grad(p, y), cache, params, activation)


def loss_and_grads__loss_of_probabilities(X, y, params, activation="relu"):
    """Your loss is computed from probabilities. `cross_entropy` takes scores and applies softmax itself."""
    scores, _ = forward(X, params, activation)
    return cross_entropy(softmax(scores), y), loss_and_grads(X, y, params, activation)[1]


def loss_and_grads__gradient_of_probabilities(X, y, params, activation="relu"):
    """Your gradient is computed from probabilities. `cross_entropy_grad` takes scores and applies softmax itself."""
    scores, cache = forward(X, params, activation)
    return cross_entropy(scores, y), backward(
        cross_entropy_grad(softmax(scores), y), cache, params, activation
    )


def loss_and_grads__log_of_a_rounded_probability(X, y, params, activation="relu"):
    """Your loss takes the log of a probability, which softmax rounds to 0 where the scores lie far apart: −log 0 is infinite. `cross_entropy` of lesson 2 works from the scores and stays finite."""
    scores, _ = forward(X, params, activation)
    p = softmax(scores)[np.arange(len(y)), y]
    return -np.mean(np.log(p)), loss_and_grads(X, y, params, activation)[1]


def loss_and_grads__activation_not_handed_to_backward(X, y, params, activation="relu"):
    """Your way back goes through relu whatever `activation` says. `backward` must undo what `forward` did: hand `activation` to both."""
    scores, cache = forward(X, params, activation)
    return cross_entropy(scores, y), backward(cross_entropy_grad(scores, y), cache, params)


def loss_and_grads__activation_not_handed_to_forward(X, y, params, activation="relu"):
    """Your forward pass uses relu whatever `activation` says. Hand `activation` to `forward` and to `backward`."""
    scores, cache = forward(X, params)
    return cross_entropy(scores, y), backward(cross_entropy_grad(scores, y), cache, params, activation)


def loss_and_grads__sigmoid_where_none_is_named(X, y, params, activation="sigmoid"):
    """Called without an activation, yours takes another one than relu. Keep the default of the signature."""
    return loss_and_grads(X, y, params, activation)


def loss_and_grads__loss_handed_to_backward(X, y, params, activation="relu"):
    """You sent the loss itself back through the network. What goes back is its derivative by the scores, an array of their shape."""
    scores, cache = forward(X, params, activation)
    loss = cross_entropy(scores, y)
    return loss, backward(np.full(scores.shape, loss), cache, params, activation)


def loss_and_grads__scores_handed_to_backward(X, y, params, activation="relu"):
    """You sent the scores themselves back through the network. What goes back is the derivative of the loss by the scores."""
    scores, cache = forward(X, params, activation)
    return cross_entropy(scores, y), backward(scores, cache, params, activation)


def loss_and_grads__cache_and_params_exchanged(X, y, params, activation="relu"):
    """You hand `params` and the cache to `backward` in each other's place. It takes the derivative by the scores, then the cache, then the params."""
    scores, cache = forward(X, params, activation)
    return cross_entropy(scores, y), backward(cross_entropy_grad(scores, y), params, cache, activation)


def loss_and_grads__new_parameters_returned(X, y, params, activation="relu"):
    """You return new parameters. A gradient says which way the loss grows; the step is taken in lesson 5."""
    loss, grads = loss_and_grads(X, y, params, activation)
    return loss, [(W - dW, b - db) for (W, b), (dW, db) in zip(params, grads)]


def loss_and_grads__grads_before_loss(X, y, params, activation="relu"):
    """You returned `(grads, loss)`. The docstring asks for `(loss, grads)`."""
    return loss_and_grads(X, y, params, activation)[::-1]


def loss_and_grads__loss_left_out(X, y, params, activation="relu"):
    """You returned the gradients alone. The loss is known at that point anyway, and training needs both: return `(loss, grads)`."""
    return loss_and_grads(X, y, params, activation)[1]


def loss_and_grads__mean_squared_error(X, y, params, activation="relu"):
    """You used the mean squared error. The network gives scores of classes: the loss here is the cross entropy."""
    scores, cache = forward(X, params, activation)
    hot = one_hot(y, scores.shape[1])
    return mse(scores, hot), backward(mse_grad(scores, hot), cache, params, activation)


def loss_and_grads__accuracy_for_the_loss(X, y, params, activation="relu"):
    """Your first value is the accuracy. It moves in steps and has no gradient; return the cross entropy."""
    scores, _ = forward(X, params, activation)
    return accuracy(scores, y), loss_and_grads(X, y, params, activation)[1]


def loss_and_grads__sum_over_the_examples(X, y, params, activation="relu"):
    """Your loss is the sum over the examples, and the gradients go with it. The loss here is their mean."""
    loss, grads = loss_and_grads(X, y, params, activation)
    return loss * len(y), [(dW * len(y), db * len(y)) for dW, db in grads]


def loss_and_grads__backward_left_out(X, y, params, activation="relu"):
    """Your second value is the gradient by the scores, where the way back begins. `backward` takes it to the weights and biases of every layer."""
    scores, _ = forward(X, params, activation)
    return cross_entropy(scores, y), cross_entropy_grad(scores, y)


def loss_and_grads__loss_number_handed_to_backward(X, y, params, activation="relu"):
    """You handed the loss, one number, to `backward`. What goes back is its derivative by the scores."""
    scores, cache = forward(X, params, activation)
    loss = cross_entropy(scores, y)
    return loss, backward(loss, cache, params, activation)


def loss_and_grads__gradient_for_the_loss(X, y, params, activation="relu"):
    """Your first value is the gradient by the scores, an array, where the loss is due: one number, which `cross_entropy` gives. The gradient goes to `backward` and is not returned."""
    scores, cache = forward(X, params, activation)
    dscores = cross_entropy_grad(scores, y)
    return dscores, backward(dscores, cache, params, activation)
