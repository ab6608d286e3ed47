import math


def dense(X, W, b):
    rows = []
    for x in X:
        row = []
        for j in range(len(b)):
            total = float(b[j])
            for i in range(len(x)):
                total += x[i] * W[i][j]
            row.append(total)
        rows.append(row)
    return np.array(rows)


def relu(z):
    result = np.empty(np.shape(z))
    for place, value in np.ndenumerate(z):
        result[place] = value if value > 0 else 0
    return result


def sigmoid(z):
    def one(v):
        v = float(v)
        if v < 0:
            e = math.exp(v)
            return e / (1 + e)
        return 1 / (1 + math.exp(-v))

    return np.array([one(v) for v in np.ravel(z)]).reshape(np.shape(z))


def tanh(z):
    def one(v):
        if v < 0:
            return -one(-v)
        return -math.expm1(-2 * min(v, 100)) / (1 + math.exp(-2 * min(v, 100)))

    return np.vectorize(lambda v: one(float(v)), otypes=[float])(z)


def softmax(z):
    out = []
    for row in z.tolist():
        top = max(row)
        powers = [math.exp(v - top) for v in row]
        out.append([p / math.fsum(powers) for p in powers])
    return np.array(out)


def init_params(sizes, rng):
    params = []
    for i in range(len(sizes) - 1):
        scale = math.sqrt(2.0 / sizes[i])
        W = np.zeros((sizes[i], sizes[i + 1]))
        for r in range(sizes[i]):
            W[r] = scale * rng.standard_normal(sizes[i + 1])
        params.append([W, np.array([0.0] * sizes[i + 1])])
    return params


def count_params(params):
    if len(params) == 0:
        return 0
    W, b = params[0]
    return W.shape[0] * W.shape[1] + b.shape[0] + count_params(params[1:])


def forward(X, params, activation="relu"):
    if len(params) == 1:
        z = dense(X, *params[0])
        return z, [(X, z)]
    z = dense(X, *params[0])
    a = globals()[activation](z)
    scores, rest = forward(a, params[1:], activation)
    return scores, [(X, z)] + rest


def predict(X, params, activation="relu"):
    labels = []
    for row in forward(X, params, activation)[0]:
        best = 0
        for j in range(len(row)):
            if row[j] > row[best]:
                best = j
        labels.append(best)
    return np.array(labels)
