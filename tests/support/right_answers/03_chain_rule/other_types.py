def relu_grad(z):
    return (z > 0).astype(np.float16)


def sigmoid_grad(z):
    s = sigmoid(np.asarray(z, dtype=np.longdouble))
    return s * (1 - s)


def numerical_gradient(f, x, h=1e-5):
    x = np.asarray(x, dtype=np.float64)
    it = np.ndenumerate(x)
    g = {}
    for place, value in it:
        up, down = x.copy(), x.copy()
        up[place], down[place] = value + h, value - h
        g[place] = (f(up) - f(down)) / (up[place] - down[place])
    out = np.empty(x.shape)
    for place, v in g.items():
        out[place] = v
    return out
