def plot_history(history):
    fig, axes = plt.subplots(2, 1, sharex=True)
    for ax, what in zip(axes, ("loss", "acc")):
        ax.plot(history["train_" + what], label="training")
        ax.plot(history["val_" + what], label="validation")
        ax.set_ylabel(what)
        ax.legend()
    axes[1].set_xlabel("epoch")
    return fig


from sklearn.inspection import DecisionBoundaryDisplay


def plot_decision_boundary(predict, X, y):
    xx, yy = make_grid(X, resolution=150)
    display = DecisionBoundaryDisplay(
        xx0=xx,
        xx1=yy,
        response=predict_grid(predict, xx, yy),
        n_classes=len(np.unique(y)),
        xlabel="x0",
        ylabel="x1",
    )
    display.plot(plot_method="pcolormesh", alpha=0.5)
    display.ax_.scatter(X[:, 0], X[:, 1], c=y, edgecolor="k")
    return display.figure_
