def confusion_matrix(y_true, y_pred, n_classes):
    counts = np.zeros((n_classes, n_classes), int)
    np.add.at(counts, (y_true, y_pred), 1)
    return counts


def predict_grid(predict, xx, yy):
    labels = np.concatenate([predict(np.array(list(zip(a, b)))) for a, b in zip(xx.tolist(), yy.tolist())])
    return labels.reshape(len(xx), -1)


def make_grid(X, resolution=100, margin=0.5):
    low, high = np.min(X, axis=0) - margin, np.max(X, axis=0) + margin
    step = (high - low) / (resolution - 1)
    x, y = low[:, None] + step[:, None] * np.arange(resolution)
    return np.tile(x, (resolution, 1)), np.repeat(y, resolution).reshape(resolution, resolution)


def plot_decision_boundary(predict, X, y):
    xx, yy = make_grid(X, 200)
    fig, ax = plt.subplots()
    labels = predict_grid(predict, xx, yy)
    for c, color in zip(np.unique(labels), ["lightblue", "mistyrose", "honeydew", "khaki"] * 3):
        ax.contourf(xx, yy, (labels == c).astype(float), levels=[0.5, 1.5], colors=[color])
    for x, label in zip(X, y):
        ax.scatter(x[0], x[1], color=f"C{int(label)}", zorder=5)
    ax.set(xlabel="x", ylabel="y")
    return fig


def plot_history(history):
    fig, axs = plt.subplots(nrows=1, ncols=2)
    epochs = np.arange(1, 1 + len(history["val_acc"]))
    axs[1].plot(epochs, history["train_loss"], "k-", epochs, history["val_loss"], "k--")
    axs[0].plot(epochs, history["train_acc"], "k-", epochs, history["val_acc"], "k--")
    axs[1].legend(["train", "validation"])
    plt.setp(axs, xlabel="epoch")
    axs[0].set_ylabel("share of right answers")
    axs[1].set_ylabel("cross entropy")
    return fig
