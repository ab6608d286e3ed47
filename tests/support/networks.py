"""NeuralNetworks as learners write them, in one piece or several; parts can be left out or replaced."""

INIT = """
    def __init__(
        self, hidden_layer_sizes=(100,), activation="relu", solver="adam", alpha=0.0001, batch_size="auto",
        learning_rate_init=0.001, max_iter=200, random_state=None,
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.batch_size = batch_size
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.random_state = random_state
"""
FIT = """
    def fit(self, X, y, X_val=None, y_val=None, callback=None):
        sizes = self.hidden_layer_sizes
        hidden = [sizes] if isinstance(sizes, (int, np.integer)) else list(sizes)
        size = 200 if self.batch_size == "auto" else self.batch_size
        if self.activation not in ("relu", "tanh", "sigmoid", "logistic"):
            raise ValueError(f"activation={self.activation!r} is not known")
        if self.solver not in ("sgd", "momentum", "rmsprop", "adam"):
            raise ValueError(f"solver={self.solver!r} is not known")
        if min(*hidden, size, self.max_iter, 1) < 1:
            raise ValueError("a number of units, examples or epochs is below 1")
        if (X_val is None) != (y_val is None):
            raise ValueError("X_val or y_val is missing")
        X, y = validate_data(self, X, y, dtype=float)
        check_classification_targets(y)
        self.classes_, y = np.unique(y, return_inverse=True)
        rng = np.random.default_rng(self.random_state)
        params, state = init_params([X.shape[1], *hidden, len(self.classes_)], rng), None
        self.history_ = {"train_loss": [], "val_loss": [], "train_acc": [], "val_acc": []}
        self.loss_curve_ = self.history_["train_loss"]
        sets = {"train": (X, y)}
        if X_val is not None:
            unseen = set(np.asarray(y_val).tolist()) - set(self.classes_.tolist())
            if unseen:
                raise ValueError(f"labels that training never saw: {unseen}")
            sets["val"] = np.asarray(X_val, dtype=float), np.searchsorted(self.classes_, y_val)
        for epoch in range(self.max_iter):
            params, state = one_epoch(
                X, y, params, state, rng, self._name(), self.solver, self.alpha, min(size, len(X)),
                self.learning_rate_init
            )
            self.params_, self.n_iter_ = params, epoch + 1
            for part, (A, b) in sets.items():
                scores, _ = forward(A, params, self._name())
                self.history_[part + "_loss"].append(cross_entropy(scores, b))
                self.history_[part + "_acc"].append(accuracy(scores, b))
            if callback is not None:
                callback(self)
        return self

    def _name(self):
        return "sigmoid" if self.activation == "logistic" else self.activation
"""
PREDICT_PROBA = """
    def predict_proba(self, X):
        check_is_fitted(self)
        X = validate_data(self, X, dtype=float, reset=False)
        return softmax(forward(X, self.params_, self._name())[0])
"""
PREDICT = """
    def predict(self, X):
        p = self.predict_proba(X)
        return self.classes_[p.argmax(axis=1)]
"""
METHODS = {"__init__": INIT, "fit": FIT, "predict_proba": PREDICT_PROBA, "predict": PREDICT}
STUB = '\n    {}\n        """As it was handed out."""\n        raise NotImplementedError\n'


def first_line(method):
    """The line or lines from `def` to the colon."""
    return METHODS[method].strip().partition("):\n")[0] + "):"


def network(*written, parents="ClassifierMixin, BaseEstimator", **otherwise):
    """The class with these methods written, all if none is named, and stubs for the others.

    `otherwise` are pairs (what a method holds, what stands there instead), by the method's name.
    """
    parts = [f"class NeuralNetwork({parents}):\n"]
    for method, source in METHODS.items():
        if written and method not in written:
            source = STUB.format(first_line(method))
        for old, new in otherwise.get(method, ()):
            assert old in source, f"{old!r} is not in {method}"
            source = source.replace(old, new)
        parts.append(source)
    return "".join(parts)
