def softmax(z):
    e = np.exp(z.astype(np.longdouble) - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid(z):
    z = np.asarray(z, dtype=np.longdouble)
    return np.exp(-np.logaddexp(0, -z))
