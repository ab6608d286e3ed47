"""Other ways to write the exercises of lesson 6, as beginners do."""


def make_grid__by_names(X, resolution=100, margin=0.5):
    x_min, x_max = X[:, 0].min() - margin, X[:, 0].max() + margin
    y_min, y_max = X[:, 1].min() - margin, X[:, 1].max() + margin
    return np.meshgrid(np.linspace(x_min, x_max, resolution), np.linspace(y_min, y_max, resolution))


def predict_grid__by_c(predict, xx, yy):
    points = np.c_[xx.ravel(), yy.ravel()]
    return predict(points).reshape(xx.shape)


def confusion_matrix__by_a_loop(y_true, y_pred, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for i in range(len(y_true)):
        counts[y_true[i], y_pred[i]] += 1
    return counts


def confusion_matrix__by_comparison(y_true, y_pred, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    for i in range(n_classes):
        for j in range(n_classes):
            counts[i, j] = np.sum((y_true == i) & (y_pred == j))
    return counts
