def make_xor(n, noise, rng):
    points, labels = [], []
    for i in range(n):
        sx, sy = [(1, 1), (-1, 1), (-1, -1), (1, -1)][i % 4]
        points.append((sx * rng.uniform(0, 1), sy * rng.uniform(0, 1)))
        labels.append(int(sx != sy))
    X = np.array(points)
    return X + noise * rng.standard_normal(X.shape), np.array(labels)


def make_spirals(n_per_class, n_classes, noise, rng):
    X, y = [], []
    for c in range(n_classes):
        for i in range(n_per_class):
            t = (i + 1) / n_per_class
            angle = 4.5 * t + 2 * np.pi * c / n_classes
            X.append([t * np.cos(angle) + noise * rng.normal(), t * np.sin(angle) + noise * rng.normal()])
            y.append(c)
    return np.array(X), np.array(y)


def make_grid(X, resolution=100, margin=0.5):
    xx = np.empty((resolution, resolution))
    yy = np.empty((resolution, resolution))
    x0, x1 = float(min(X[:, 0])) - margin, float(max(X[:, 0])) + margin
    y0, y1 = float(min(X[:, 1])) - margin, float(max(X[:, 1])) + margin
    for r in range(resolution):
        for c in range(resolution):
            xx[r, c] = x0 + (x1 - x0) * c / (resolution - 1)
            yy[r, c] = y0 + (y1 - y0) * r / (resolution - 1)
    return xx, yy


def predict_grid(predict, xx, yy):
    return np.array([predict(np.column_stack([xr, yr])) for xr, yr in zip(xx, yy)])


def confusion_matrix(y_true, y_pred, n_classes):
    return np.array(
        [
            [sum(1 for t, p in zip(y_true, y_pred) if t == i and p == j) for j in range(n_classes)]
            for i in range(n_classes)
        ]
    )


def plot_decision_boundary(predict, X, y):
    xx, yy = make_grid(X, 150)
    figure = plt.figure()
    plt.contourf(xx, yy, predict_grid(predict, xx, yy), levels=np.arange(-0.5, np.max(y) + 1), alpha=0.4)
    for c in np.unique(y):
        plt.plot(X[y == c, 0], X[y == c, 1], "o^sDvP*Xdh"[int(c) % 10], label=f"class {c}")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.legend()
    return plt.gcf()


def plot_history(history):
    fig, left = plt.subplots()
    right = left.twinx()
    epochs = range(len(history["train_loss"]))
    lines = []
    for ax, key, look in [
        (left, "train_loss", "C0-"),
        (left, "val_loss", "C0:"),
        (right, "train_acc", "C1-"),
        (right, "val_acc", "C1:"),
    ]:
        lines += ax.plot(epochs, history[key], look, label=key)
    left.set_xlabel("epoch")
    left.set_ylabel("loss")
    right.set_ylabel("accuracy")
    left.legend(handles=lines)
    return fig
