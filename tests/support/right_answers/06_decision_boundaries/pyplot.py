def plot_history(history):
    with plt.style.context("ggplot"):
        fig, axd = plt.subplot_mosaic([["a", "b"]], figsize=(8, 3))
        n = np.arange(len(history["train_loss"]))
        axd["a"].semilogy(
            n, np.column_stack([history["train_loss"], history["val_loss"]]), label=["training", "validation"]
        )
        axd["b"].step(n, history["train_acc"], where="mid", label="training")
        axd["b"].step(n, history["val_acc"], where="mid", label="validation")
        for ax, name in zip(axd.values(), ("Loss", "Accuracy")):
            ax.set(xlabel="epoch", ylabel=name)
            ax.legend()
    plt.show()
    plt.close(fig)
    return fig


def plot_decision_boundary(predict, X, y):
    xx, yy = make_grid(X, resolution=300, margin=0.2)
    with plt.rc_context({"axes.grid": False}):
        plt.figure()
        Z = predict_grid(predict, xx, yy)
        plt.contourf(xx, yy, Z, cmap=plt.cm.RdYlBu, levels=np.arange(Z.max() + 2) - 0.5)
        plt.scatter(X[:, 0], X[:, 1], c=y, cmap=plt.cm.RdYlBu, edgecolor="black", s=30)
        plt.title("Decision boundary")
        plt.xlabel("x")
        plt.ylabel("y")
        fig = plt.gcf()
    plt.show()
    return fig


def make_spirals(n_per_class, n_classes, noise, rng):
    X = np.zeros((n_per_class * n_classes, 2))
    y = np.zeros(n_per_class * n_classes, dtype="uint8")
    for j in range(n_classes):
        ix = range(n_per_class * j, n_per_class * (j + 1))
        r = np.linspace(0.0, 1, n_per_class)
        t = (
            np.linspace(j * 2 * np.pi / n_classes, j * 2 * np.pi / n_classes + 4, n_per_class)
            + rng.normal(size=n_per_class) * noise
        )
        X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
        y[ix] = j
    return X, y


def make_xor(n, noise, rng):
    X = rng.uniform(low=-1.0, high=1.0, size=(2, n)).T
    y = (np.prod(np.sign(X), axis=1) < 0) + 0
    for i in range(n):
        X[i] += [rng.normal(0, noise), rng.normal(0, noise)]
    return X, y
