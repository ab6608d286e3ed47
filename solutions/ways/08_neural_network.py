"""Other ways to write the exercises of lesson 8, as beginners do."""


def one_step__by_conditions(solver, params, grads, state, lr):
    if solver == "sgd":
        return sgd_step(params, grads, lr), state
    elif solver == "momentum":
        return momentum_step(params, grads, state, lr)
    elif solver == "rmsprop":
        return rmsprop_step(params, grads, state, lr)
    return adam_step(params, grads, state, lr)


def one_epoch__line_by_line(
    X, y, params, state, rng, activation="relu", solver="adam", alpha=0.0001, batch_size=200, lr=0.001,
    loss_grad=cross_entropy_grad,
):
    for X_batch, y_batch in minibatches(X, y, batch_size, rng):
        scores, cache = forward(X_batch, params, activation)
        dscores = loss_grad(scores, y_batch)
        grads = backward(dscores, cache, params, activation)
        grads = weight_decay(params, grads, alpha)
        params, state = one_step(solver, params, grads, state, lr)
    return params, state
