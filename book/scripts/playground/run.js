/* A training: data, a network, an optimizer, and how far it is. Half of the examples are kept for validation. */
"use strict";
(function (H) {
  const DEFAULTS = {
    data: "moons", noise: 0.15, hidden: [4], activation: "tanh", loss: "cross entropy", optimizer: "sgd",
    lr: 0.1, batch: 20, decay: 0, examples: 200, seed: 1,
  };

  class Run {
    constructor(settings) {
      this.settings = {...DEFAULTS, ...settings};
      const {data, examples, noise, seed, hidden, loss} = this.settings;
      const {X, y, classes} = H.data(data, examples, noise, seed);
      const order = H.generator(seed + 1).permutation(examples), half = Math.floor(examples / 2);
      this.classes = classes;
      this.train = H.taken(X, y, order.slice(half));
      this.val = H.taken(X, y, order.slice(0, half));
      this.rng = H.generator(seed + 2);
      this.params = H.initParams([2, ...hidden, H.losses[loss].outputs(classes)], this.rng);
      Object.assign(this, {state: null, epoch: 0, batches: [], history: [], lost: false, slopes: []});
      this.record();
    }

    /* One update, on the next batch; a new order of the examples where an epoch begins. */
    step() {
      const {batch, activation, loss, optimizer, lr, decay} = this.settings;
      if (!this.batches.length) this.batches = this.shuffled(batch);
      const {X, y} = H.taken(this.train.X, this.train.y, this.batches.shift());
      let {grads} = H.lossAndGrads(X, y, this.params, activation, loss);
      this.slopes = grads.map(({W}) => W.data.reduce((total, g) => total + Math.abs(g), 0) / W.data.length);
      if (decay) grads = H.weightDecay(this.params, grads, decay);
      ({params: this.params, state: this.state} = H.steps[optimizer](this.params, grads, this.state, lr));
      if (!this.batches.length) {
        this.epoch += 1;
        this.record();
      }
    }

    shuffled(batch) {
      const order = this.rng.permutation(this.train.y.length), batches = [];
      for (let at = 0; at < order.length; at += batch) batches.push(order.slice(at, at + batch));
      return batches;
    }

    toEndOfEpoch() {
      const before = this.epoch;
      while (this.epoch === before && !this.lost) this.step();
    }

    record() {
      const measured = (part) => {
        const {scores} = H.forward(part.X, this.params, this.settings.activation);
        return [H.losses[this.settings.loss].value(scores, part.y), H.accuracy(scores, part.y)];
      };
      const [trainLoss, trainAcc] = measured(this.train), [valLoss, valAcc] = measured(this.val);
      this.history.push({trainLoss, trainAcc, valLoss, valAcc});
      this.lost = !Number.isFinite(trainLoss);
    }
  }

  Object.assign(H, {DEFAULTS, Run});
})(window.Hardway);
