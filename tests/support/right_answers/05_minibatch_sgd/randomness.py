def train_val_split(X, y, val_fraction, rng):
    order = rng.spawn(1)[0].permutation(len(y))
    k = round(len(y) * val_fraction)
    return X[order[k:]], X[order[:k]], y[order[k:]], y[order[:k]]
