from sklearn import metrics


def make_xor(n, noise, rng):
    X = 1 - 2 * rng.random(size=(n, 2))
    y = np.where(np.sign(X[:, 0]) == np.sign(X[:, 1]), 0, 1)
    X += rng.multivariate_normal([0, 0], noise**2 * np.eye(2), size=n)
    return X, y


def make_grid(X, resolution=100, margin=0.5):
    axes = [np.linspace(column.min() - margin, column.max() + margin, resolution) for column in X.T]
    return np.broadcast_arrays(axes[0][None, :], axes[1][:, None])


def predict_grid(predict, xx, yy):
    return np.vectorize(lambda a, b: predict(np.array([[a, b]]))[0])(xx, yy)


def confusion_matrix(y_true, y_pred, n_classes):
    return metrics.confusion_matrix(y_true, y_pred, labels=np.arange(n_classes))


def plot_decision_boundary(predict, X, y):
    grid = make_grid(X, resolution=120, margin=1)
    figure, axes = plt.subplots(subplot_kw=dict(xlabel="feature 0", ylabel="feature 1"))
    labels = predict(np.c_[grid[0].ravel(), grid[1].ravel()]).reshape(120, 120)
    axes.pcolormesh(*grid, labels, shading="nearest", cmap="viridis", alpha=0.5)
    for label in sorted(set(y.tolist())):
        own = y == label
        axes.scatter(X[own][:, 0], X[own][:, 1], s=25, label=str(label), edgecolor="white")
    axes.legend(title="class")
    return figure


def plot_history(history):
    figure = plt.figure(figsize=(8, 3))
    for i, what in enumerate(["loss", "acc"], start=1):
        plt.subplot(1, 2, i)
        for part in ("train", "val"):
            plt.plot(
                np.arange(len(history[part + "_" + what])) + 1,
                history[part + "_" + what],
                marker=".",
                label=part,
            )
        plt.xlabel("Epochs")
        plt.ylabel(what)
        plt.legend()
    plt.tight_layout()
    return figure
