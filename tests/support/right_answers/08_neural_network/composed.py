from sklearn.exceptions import NotFittedError


def one_step(solver, params, grads, state, lr):
    if solver != "sgd":
        return globals()[f"{solver}_step"](params, grads, state, lr)
    return tuple(sgd_step(params, grads, lr)), state


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
    from functools import reduce

    def step(carried, batch):
        params, state = carried
        scores, cache = forward(batch[0], params, activation)
        grads = backward(loss_grad(scores, batch[1]), cache, params, activation)
        return one_step(solver, params, weight_decay(params, grads, alpha), state, lr)

    return reduce(step, minibatches(X, y, batch_size, rng), (params, state))


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
        self.hidden_layer_sizes, self.activation, self.solver, self.alpha = (
            hidden_layer_sizes,
            activation,
            solver,
            alpha,
        )
        self.batch_size, self.learning_rate_init = batch_size, learning_rate_init
        self.max_iter, self.random_state = max_iter, random_state

    @property
    def loss_curve_(self):
        return self.history_["train_loss"]

    @property
    def _name(self):
        return {"logistic": "sigmoid"}.get(self.activation, self.activation)

    def _sizes(self):
        sizes = np.atleast_1d(np.asarray(self.hidden_layer_sizes))
        if sizes.size and (sizes.dtype.kind not in "iu" or sizes.min() < 1):
            raise ValueError(f"hidden_layer_sizes={self.hidden_layer_sizes!r}")
        return [int(size) for size in sizes]

    def _verified(self):
        if self._name not in {"relu", "tanh", "sigmoid"}:
            raise ValueError(f"activation={self.activation!r}: relu, tanh, sigmoid or logistic")
        if self.solver not in {"sgd", "momentum", "rmsprop", "adam"}:
            raise ValueError(f"solver={self.solver!r}: sgd, momentum, rmsprop or adam")
        for name in ("batch_size", "max_iter"):
            value = getattr(self, name)
            if name == "batch_size" and isinstance(value, str) and value == "auto":
                continue
            if not isinstance(value, (int, np.integer)) or value <= 0:
                raise ValueError(f"{name}={value!r}: a whole number above 0")

    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        self._verified()
        hidden = self._sizes()
        X, y = self._finite(X), np.asarray(y)
        if y.dtype.kind == "f" and (y != y.round()).any():
            raise ValueError("y holds amounts")
        if len(X) != len(y):
            raise ValueError(f"X has {len(X)} rows and y {len(y)}")
        self.classes_ = np.array(sorted(set(y.tolist())), dtype=y.dtype)
        places = {label: k for k, label in enumerate(self.classes_.tolist())}
        numbers = np.array([places[label] for label in y.tolist()])
        if (X_val is None) ^ (y_val is None):
            raise ValueError("validation data is X_val and y_val; one is missing")
        if y_val is not None:
            unknown = set(np.asarray(y_val).tolist()) - set(places)
            if unknown:
                raise ValueError(f"y_val: {sorted(map(str, unknown))} never occurred in y")
            X_val, y_val = (
                self._finite(X_val),
                np.array([places[v] for v in np.asarray(y_val).tolist()]),
            )
        self.n_features_in_ = X.shape[1]
        rng = np.random.default_rng(self.random_state)
        weights = init_params([X.shape[1], *hidden, len(self.classes_)], rng)
        self.history_ = dict(train_loss=[], val_loss=[], train_acc=[], val_acc=[])
        size, memory = (min(200, len(X)) if self.batch_size == "auto" else self.batch_size), None
        for self.n_iter_ in range(1, self.max_iter + 1):
            weights, memory = one_epoch(
                X,
                numbers,
                weights,
                memory,
                rng,
                activation=self._name,
                solver=self.solver,
                alpha=self.alpha,
                batch_size=size,
                lr=self.learning_rate_init,
            )
            self.weights_ = weights
            s = self._scores(X)
            self.history_["train_loss"] += [cross_entropy(s, numbers)]
            self.history_["train_acc"] += [accuracy(s, numbers)]
            s = None if X_val is None else self._scores(X_val)
            self.history_["val_loss"] += [None if s is None else cross_entropy(s, y_val)]
            self.history_["val_acc"] += [None if s is None else accuracy(s, y_val)]
            if callback is not None:
                callback(self)
        return self

    @staticmethod
    def _finite(X, columns=None):
        X = np.asarray(X, dtype=float)
        if X.ndim != 2 or X.shape[1] != (columns or X.shape[1]) or not np.isfinite(X).all():
            raise ValueError(f"X: {columns or 'some'} columns of finite numbers")
        return X

    def _scores(self, X):
        if not hasattr(self, "weights_"):
            raise NotFittedError("call fit first")
        scores, _ = forward(self._finite(X, self.n_features_in_), self.weights_, self._name)
        return scores

    def predict_proba(self, X):
        return np.vstack([softmax(row[None]) for row in self._scores(X)])

    def predict(self, X):
        return np.array([self.classes_[k] for k in self._scores(X).argmax(axis=1)], dtype=self.classes_.dtype)

    def score(self, X, y):
        return float(np.mean(self.predict(X) == np.asarray(y)))
