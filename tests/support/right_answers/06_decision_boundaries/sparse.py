from scipy import sparse


def confusion_matrix(y_true, y_pred, n_classes):
    return sparse.coo_array(
        (np.ones(len(y_true), dtype=int), (y_true, y_pred)), shape=(n_classes, n_classes)
    ).toarray()


def plot_history(history):
    fig = plt.figure(constrained_layout=True)
    grid = fig.add_gridspec(1, 2)
    for i, (key, name) in enumerate({"loss": "Cross entropy", "acc": "Accuracy"}.items()):
        ax = fig.add_subplot(grid[0, i], xlabel="Epoch", ylabel=name)
        for part, color in (("train", "tab:blue"), ("val", "tab:red")):
            values = np.asarray(history[f"{part}_{key}"])
            ax.plot(np.arange(values.size), values, color=color)
            ax.scatter(np.arange(values.size), values, color=color, s=4, label=part)
        ax.legend(loc="best")
    return fig
