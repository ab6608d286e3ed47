def one_step(solver, params, grads, state, lr):
    if solver == "sgd":
        return [sgd_step(params, grads, lr), None]
    elif solver == "momentum":
        return momentum_step(params, grads, state, lr)
    elif solver == "rmsprop":
        return rmsprop_step(params, grads, state, lr)
    elif solver == "adam":
        return adam_step(params, grads, state, lr)
    raise ValueError(solver)


def one_epoch(
    X,
    y,
    params,
    state,
    rng,
    activation="relu",
    solver="adam",
    alpha=0.0001,
    batch_size=200,
    lr=0.001,
    loss_grad=cross_entropy_grad,
):
    order = rng.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        scores, cache = forward(X[rows], params, activation)
        grads = backward(loss_grad(scores, y[rows]), cache, params, activation)
        decayed = [(dW + alpha * W, db) for (W, _), (dW, db) in zip(params, grads)]
        params, state = one_step(solver, params, decayed, state, lr)
    return params, state


class NeuralNetwork(ClassifierMixin, BaseEstimator):
    def __init__(
        self,
        hidden_layer_sizes=(100,),
        activation="relu",
        solver="adam",
        alpha=0.0001,
        batch_size="auto",
        learning_rate_init=0.001,
        max_iter=200,
        random_state=None,
    ):
        for name, value in list(locals().items()):
            if name not in ("self", "__class__"):
                setattr(self, name, value)

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        from sklearn.preprocessing import LabelEncoder
        from sklearn.utils import check_X_y
        from sklearn.utils.multiclass import check_classification_targets

        hidden = (
            [self.hidden_layer_sizes]
            if np.ndim(self.hidden_layer_sizes) == 0
            else list(self.hidden_layer_sizes)
        )
        for name, value in [*[("hidden_layer_sizes", h) for h in hidden], ("max_iter", self.max_iter)] + (
            [] if self.batch_size == "auto" else [("batch_size", self.batch_size)]
        ):
            if not isinstance(value, (int, np.integer)) or value < 1:
                raise ValueError(f"{name} has {value!r} in it: whole numbers from 1 on")
        if self.activation not in ("relu", "tanh", "sigmoid", "logistic"):
            raise ValueError(f"activation {self.activation!r} is unknown")
        if self.solver not in ("sgd", "momentum", "rmsprop", "adam"):
            raise ValueError(f"solver {self.solver!r} is unknown")
        X, y = check_X_y(X, y, dtype=np.float64)
        check_classification_targets(y)
        self.n_features_in_ = X.shape[1]
        encoder = LabelEncoder().fit(y)
        self.classes_ = encoder.classes_
        y = encoder.transform(y)
        if (X_val is None) != (y_val is None):
            raise ValueError("X_val and y_val: give both or none")
        sets = {"train": (X, y)}
        if X_val is not None:
            X_val, y_val = check_X_y(X_val, y_val, dtype=np.float64)
            for label in y_val:
                if label not in self.classes_:
                    raise ValueError(f"y_val has {label!r}, which y has not")
            sets["val"] = X_val, encoder.transform(y_val)
        rng = np.random.default_rng(self.random_state)
        self._f = self.activation.replace("logistic", "sigmoid")
        self._params = init_params([X.shape[1]] + hidden + [len(self.classes_)], rng)
        state = None
        self.history_ = {part + what: [] for part in ("train", "val") for what in ("_loss", "_acc")}
        self.n_iter_ = 0
        self.loss_curve_ = []
        while self.n_iter_ < self.max_iter:
            self._params, state = one_epoch(
                X,
                y,
                self._params,
                state,
                rng,
                self._f,
                self.solver,
                self.alpha,
                min(200, len(X)) if self.batch_size == "auto" else self.batch_size,
                self.learning_rate_init,
            )
            self.n_iter_ += 1
            for part, (A, t) in sets.items():
                scores = forward(A, self._params, self._f)[0]
                self.history_[part + "_loss"].append(float(cross_entropy(scores, t)))
                self.history_[part + "_acc"].append(float(np.mean(scores.argmax(1) == t)))
            self.loss_curve_.append(self.history_["train_loss"][-1])
            if callback:
                callback(self)
        return self

    def predict_proba(self, X):
        check_is_fitted(self)
        from sklearn.utils import check_array

        X = check_array(X, dtype=float)
        if X.shape[1] != self.n_features_in_:
            raise ValueError(f"{X.shape[1]} columns, and fit had {self.n_features_in_}")
        return softmax(forward(X, self._params, self._f)[0])

    def predict(self, X):
        best = np.argmax(self.predict_proba(X), axis=1)
        return self.classes_[best]

    def score(self, X, y):
        from sklearn.metrics import accuracy_score

        return accuracy_score(y, self.predict(X))
