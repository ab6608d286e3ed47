from matplotlib.figure import Figure


def make_xor(n, noise, rng):
    sides = rng.permutation(np.arange(n) % 4)
    signs = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]])[sides]
    X = signs * rng.random((n, 2))
    return X + rng.normal(scale=noise, size=X.shape), np.logical_xor(*(signs > 0).T).astype(np.int32)


def make_spirals(n_per_class, n_classes, noise, rng):
    t = np.sqrt(rng.uniform(0.01, 1, size=(n_classes, n_per_class)))
    phase = np.exp(2j * np.pi * np.arange(n_classes) / n_classes)[:, None]
    z = (t * np.exp(6j * t) * phase).ravel()
    X = np.c_[z.real, z.imag] + rng.normal(size=(z.size, 2)) * noise
    order = rng.permutation(len(X))
    return X[order], np.arange(n_classes).repeat(n_per_class)[order]


def make_grid(X, resolution=100, margin=0.5):
    (a, c), (b, d) = X.min(0) - margin, X.max(0) + margin
    yy, xx = np.mgrid[c : d : resolution * 1j, a : b : resolution * 1j]
    return xx, yy


def predict_grid(predict, xx, yy):
    return np.reshape(predict(np.stack([xx, yy], axis=-1).reshape(-1, 2)), xx.shape)


def confusion_matrix(y_true, y_pred, n_classes):
    return np.bincount(n_classes * y_true + y_pred, minlength=n_classes**2).reshape(n_classes, n_classes)


def plot_decision_boundary(predict, X, y):
    xx, yy = make_grid(X, 200)
    figure = Figure(figsize=(5, 4))
    ax = figure.add_subplot()
    ax.imshow(
        predict_grid(predict, xx, yy),
        origin="lower",
        extent=(xx.min(), xx.max(), yy.min(), yy.max()),
        aspect="auto",
        cmap="tab10",
        vmin=0,
        vmax=9,
        alpha=0.4,
    )
    ax.scatter(*X.T, c=y, cmap="tab10", vmin=0, vmax=9, edgecolors="k", zorder=3)
    ax.set_xlabel("first")
    ax.set_ylabel("second")
    return figure


def plot_history(history):
    figure = Figure(layout="constrained")
    axes = figure.subplots(2, 1, sharex=True)
    for ax, what in zip(axes, ("loss", "acc")):
        ax.plot(history[f"train_{what}"])
        ax.plot(history[f"val_{what}"], "--")
        ax.set_ylabel(what)
    figure.supxlabel("epoch")
    figure.legend(["training", "validation"])
    return figure
