"""Other ways to write the exercises of lesson 7, as beginners do."""


def momentum_step__by_index(params, grads, state, lr, beta=0.9):
    if state is None:
        state = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    new_params, new_state = [], []
    for i in range(len(params)):
        W, b = params[i]
        dW, db = grads[i]
        vW, vb = state[i]
        vW = beta * vW + dW
        vb = beta * vb + db
        new_params.append((W - lr * vW, b - lr * vb))
        new_state.append((vW, vb))
    return new_params, new_state


def rmsprop_step__by_index(params, grads, state, lr, beta=0.9, eps=1e-8):
    if state is None:
        state = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    new_params, new_state = [], []
    for i in range(len(params)):
        W, b = params[i]
        dW, db = grads[i]
        sW, sb = state[i]
        sW = beta * sW + (1 - beta) * dW ** 2
        sb = beta * sb + (1 - beta) * db ** 2
        new_params.append((W - lr * dW / (np.sqrt(sW) + eps), b - lr * db / (np.sqrt(sb) + eps)))
        new_state.append((sW, sb))
    return new_params, new_state


def adam_step__by_index(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    if state is None:
        m = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        v = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        t = 0
    else:
        m, v, t = state
    t = t + 1
    new_params, new_m, new_v = [], [], []
    for i in range(len(params)):
        pairs_p, pairs_m, pairs_v = [], [], []
        for k in range(2):
            p, g = params[i][k], grads[i][k]
            mk = beta1 * m[i][k] + (1 - beta1) * g
            vk = beta2 * v[i][k] + (1 - beta2) * g ** 2
            m_hat = mk / (1 - beta1 ** t)
            v_hat = vk / (1 - beta2 ** t)
            pairs_p.append(p - lr * m_hat / (np.sqrt(v_hat) + eps))
            pairs_m.append(mk)
            pairs_v.append(vk)
        new_params.append(tuple(pairs_p))
        new_m.append(tuple(pairs_m))
        new_v.append(tuple(pairs_v))
    return new_params, (new_m, new_v, t)


def weight_decay__by_index(params, grads, strength):
    new = []
    for i in range(len(params)):
        W, b = params[i]
        dW, db = grads[i]
        new.append((dW + strength * W, db))
    return new


def cosine_lr__with_a_condition(epoch, epochs, lr_max, lr_min=0.0):
    if epochs == 1:
        return lr_max
    return lr_min + 0.5 * (lr_max - lr_min) * (1 + np.cos(np.pi * epoch / (epochs - 1)))


def train_with__by_conditions(optimizer, X, y, params, epochs, batch_size, lr, rng):
    state = None
    losses = []
    for epoch in range(epochs):
        for X_batch, y_batch in minibatches(X, y, batch_size, rng):
            loss, grads = loss_and_grads(X_batch, y_batch, params)
            if optimizer == "sgd":
                params = sgd_step(params, grads, lr)
            elif optimizer == "momentum":
                params, state = momentum_step(params, grads, state, lr)
            elif optimizer == "rmsprop":
                params, state = rmsprop_step(params, grads, state, lr)
            else:
                params, state = adam_step(params, grads, state, lr)
        scores, cache = forward(X, params)
        losses.append(cross_entropy(scores, y))
    return params, losses
