def mse(y_pred, y_true):
    return np.mean(np.square(np.subtract(y_pred, y_true, dtype=np.longdouble)))


def accuracy(z, y):
    import fractions

    return float(fractions.Fraction(int(np.sum(z.argmax(1) == y)), len(y)))
