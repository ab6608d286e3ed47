# %% [markdown]
# # 3 · The chain rule
#
# *Derivatives you can trust.*
#
# Lesson 2 put the quality of a network into one number, the loss. To make the loss smaller, you need to know one thing about each weight: if this weight grows a
# little, does the loss rise or fall, and how fast? That number is a derivative. Training computes it for every weight, and then moves every weight a little the other way.
#
# Derivatives are easy to get slightly wrong, and a slightly wrong derivative does not crash. Run the two cells below. They fit a straight line to points, twice. One of the two runs
# has a bug in its derivative.

# %%
import matplotlib.pyplot as plt
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import relu, sigmoid, tanh
from playground import quiz, show, style

# %%
rng = np.random.default_rng(0)
x_line = rng.uniform(0, 1, size=50)
y_line = 2 * x_line + 3 + 0.1 * rng.normal(size=50)


def fit_line(bias_factor, steps=150, lr=0.3):
    """The loss at each step of fitting a line; a `bias_factor` other than 1 is the bug."""
    slope, bias, losses = 0.0, 0.0, []
    for _ in range(steps):
        error = slope * x_line + bias - y_line
        losses.append(np.mean(error**2))
        slope -= lr * 2 * np.mean(error * x_line)
        bias -= lr * 2 * np.mean(error) * bias_factor
    return losses


fig, ax = plt.subplots(figsize=(6.5, 3.8))
ax.semilogy(fit_line(1 / 50), color=style.COLORS[1], linestyle="--", label="run A")
ax.semilogy(fit_line(1), color=style.COLORS[0], label="run B")
ax.set(title="Both runs learn; one has a wrong derivative", xlabel="step", ylabel="loss (log scale)")
ax.legend()
show(fig, alt="Two loss curves on a log scale. Both fall smoothly; run A ends at a loss many times higher than run B.")

# %% [markdown]
# Seen alone, run A looks like learning: its loss falls, smoothly, to a fraction of where it began. Nobody would look for a bug in it. Its derivative for the bias is 50 times too
# small. Bugs of this kind live for months in real programs.
#
# The cure is an instrument. In this lesson you build one that compares a derivative *computed by a formula* with the same derivative *measured*, and says whether they agree.
# Every formula of lesson 4 will have to pass it.
#
# **What you will be able to do**
#
# - measure the slope of any function, and say how exact the measurement is;
# - differentiate the sigmoid, tanh and relu;
# - take a formula apart into links, and multiply their derivatives: the chain rule;
# - decide whether a gradient is right, and know the cases in which the instrument itself errs.
#
# **What you need first**: lesson 1 (arrays, shapes, the activations), the idea of a loss from lesson 2, and from school the slope of a straight line. Derivatives are explained here.

# %% [markdown]
# ## A slope, measured
#
# The **derivative** $f'(x)$ of a function $f$ at $x$ is the slope of its graph there: how much $f$ rises for each 1 that $x$ grows, when $x$ moves only very little. It is also written
# $\dfrac{df}{dx}$. For a straight line $f(x) = cx + k$ it is $c$, everywhere. For a curve it depends on $x$.
#
# To measure it, take two points on the curve and compute the slope of the straight line through them: rise over run. Where should the two points be? Take $f(x) = x^3$ at $x = 2$.
# The right answer is 12. With a step of $h = 0.1$:
#
# | points | name | slope | error |
# | --- | --- | --- | --- |
# | $x$ and $x + h$ | forward difference | $(9.261 - 8)\,/\,0.1 = 12.61$ | 0.61 |
# | $x - h$ and $x + h$ | central difference | $(9.261 - 6.859)\,/\,0.2 = 12.01$ | 0.01 |
#
# Both read the curve twice. The central difference is sixty times better, because the graph's bend pushes both of its points in the same direction, and that cancels in the difference:
#
# $$f'(x) \;\approx\; \frac{f(x + h) - f(x - h)}{2h} .$$
#
# $f$, $x$ and $h$ are single numbers here; there is no array yet. The error of the forward difference shrinks like $h$, that of the central one like $h^2$.

# %%
cube = lambda x: x**3  # a small function without a name of its own
around = np.linspace(0.9, 3.1, 100)
fig, ax = plt.subplots(figsize=(6.5, 4))
ax.plot(around, cube(around), color="black", label="$f(x) = x^3$")
ax.plot(around, 8 + 12 * (around - 2), color=style.COLORS[7], linestyle=":",
        label="slope of the curve at 2: 12")
for (a, b), color, line, name in [((2, 3), style.COLORS[1], "--", "forward, h = 1: slope 19"),
                                  ((1, 3), style.COLORS[0], "-", "central, h = 1: slope 13")]:
    ax.plot([a, b], [cube(a), cube(b)], color=color, linestyle=line, marker="o", label=name)
ax.set(title="Two points, one slope: where to take them", xlabel="x", ylabel="f(x)")
ax.legend()
show(fig, alt="The curve x cubed with its tangent at 2. The line through the points at 1 and 3 runs nearly parallel to the tangent; the line through 2 and 3 is much steeper.")

# %% [markdown]
# In the exercise, `f` is an argument: you are given a function and call it, as in `f(x)`. You do not know what it computes, and you need not.

# %%
def numerical_derivative(f, x, h=1e-5):
    """Central difference (f(x + h) − f(x − h)) / 2h: the slope of f at x, measured.

    Parameters
    ----------
    f : function
        Takes a number, returns a number.
    x : float
        Where to measure.
    h : float
        The step to each side.

    Returns
    -------
    float
    """
    ### BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Call `f` twice: once a little to the right of `x`, once the same distance to the left.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Rise is the first value minus the second. How far apart are the two points? Mind the parentheses: `a - b / c` divides only `b`, and `a / 2 * h` multiplies by `h`.
#
# </details>

# %%
check(numerical_derivative)

# %% [markdown]
# ### How small should the step be?
#
# Very small, says the definition. Predict before you run the next cell: where along the axis of $h$ does the error of your function stop falling?

# %%
steps = np.logspace(-15, 0, 61)
true_slope = np.cos(1.0)  # the derivative of sin is cos
central = [abs(numerical_derivative(np.sin, 1.0, h) - true_slope) for h in steps]
forward = [abs((np.sin(1.0 + h) - np.sin(1.0)) / h - true_slope) for h in steps]

fig, ax = plt.subplots(figsize=(7, 4.2))
ax.loglog(steps, forward, color=style.COLORS[1], linestyle="--", label="forward difference")
ax.loglog(steps, central, color=style.COLORS[0], marker="o", markersize=3, label="central difference (yours)")
ax.axvline(1e-5, color="black", linestyle=":", label="h = 1e-5")
ax.text(1e-11, 1e-2, "rounding\n(error grows as h shrinks)", ha="center")
ax.text(1e-1, 1e-9, "bend of the curve\n(error grows with h)", ha="center")
ax.set(title="Error of a measured slope: sin at x = 1", xlabel="step h", ylabel="absolute error",
       ylim=(1e-13, 3))
ax.legend(loc="lower left")
show(fig, alt="Log-log plot of error against step. Both curves are V-shaped. The central difference is best near h = 1e-5 with an error near 1e-11; "
     "the forward difference is best near 1e-8 with an error near 1e-8. To the left of each minimum, rounding makes the error grow as h shrinks.")

# %% [markdown]
# Read the figure from the right. As $h$ shrinks, the central error falls with slope 2 on these axes: ten times smaller $h$, a hundred times smaller error. Then it turns. A computer
# stores about 16 digits. When $h$ is tiny, $f(x+h)$ and $f(x-h)$ agree in almost all of them; the difference keeps only the last few, which are rounding noise, and division by a tiny $2h$
# makes that noise large. Between the two lies the best step, for the central difference around $10^{-5}$. That is the default of the exercise, and it gives about ten correct digits.
#
# **Try it.** Predict first: what becomes of the right half of the central curve for $f(x) = x^2$, a curve whose bend is the same everywhere? Change the function and its slope in the cell above and look.

# %% [markdown]
# ## Rates multiply: the chain rule
#
# A few derivatives are worth knowing by heart. With $c$ a constant, $u$ and $v$ functions of $x$:
#
# | function | $c$ | $cx$ | $x^2$ | $x^n$ | $e^x$ | $u + v$ | $c\,u$ |
# | --- | --- | --- | --- | --- | --- | --- | --- |
# | derivative | $0$ | $c$ | $2x$ | $n\,x^{n-1}$ | $e^x$ | $u' + v'$ | $c\,u'$ |
#
# Everything else in this course is made by putting such functions one into another. Take $L = (3x + 1)^2$. Name the inside: $u = 3x + 1$, then $L = u^2$. Now turn $x$ up a little:
#
# - $u$ moves 3 times as fast as $x$: $\dfrac{du}{dx} = 3$;
# - $L$ moves $2u$ times as fast as $u$: $\dfrac{dL}{du} = 2u$;
# - so $L$ moves $2u \cdot 3$ times as fast as $x$. At $x = 2$: $u = 7$, $\dfrac{dL}{dx} = 14 \cdot 3 = 42$.
#
# Like gears: if one wheel turns three times as fast as the first, and the next fourteen times as fast as that one, the rates multiply. That is the **chain rule**:
#
# $$\frac{dL}{dx} = \frac{dL}{du}\cdot\frac{du}{dx} .$$
#
# Note where each factor is taken: $\dfrac{dL}{du}$ at the value that $u$ has, 7, and not at $x$. So you must first compute forward, to know the values between, and then multiply.
#
# If $x$ acts on $L$ along several paths, through $u_1, \dots, u_m$, the effects **add**. With $x$ of shape $(d,)$ and $u$ of shape $(m,)$, in index form and in matrix form:
#
# $$\frac{\partial L}{\partial x_j} = \sum_{k=1}^{m} \frac{\partial L}{\partial u_k}\,\frac{\partial u_k}{\partial x_j}
# \qquad\qquad
# \underset{(d,)}{\frac{\partial L}{\partial x}} = \underset{(d,\ m)}{J^{\top}}\ \underset{(m,)}{\frac{\partial L}{\partial u}},
# \quad J_{kj} = \frac{\partial u_k}{\partial x_j} .$$
#
# The round $\partial$ says that there are several variables, and that all but the one below the line are held still.
#
# The next cell measures the three rates of the example with your function.

# %%
inner, outer = lambda x: 3 * x + 1, lambda u: u**2
print("du/dx at x = 2:", round(numerical_derivative(inner, 2.0), 6))
print("dL/du at u = 7:", round(numerical_derivative(outer, 7.0), 6))
print("dL/dx at x = 2:", round(numerical_derivative(lambda x: outer(inner(x)), 2.0), 6))

# %%
quiz(
    "$L = (1 - 2x)^2$. What is $dL/dx$ at $x = 3$?",
    number=20,
    because="$u = 1 - 2x = -5$, $dL/du = 2u = -10$ and $du/dx = -2$: the product is 20.",
    wrong={
        -20: "The inner function falls as x grows: $du/dx$ is −2, not 2.",
        -10: "That is $dL/du$. One factor is missing: how fast does $u$ move when $x$ does?",
        -12: "You took the outer derivative at x: $2 \\cdot 3 \\cdot (-2)$. It belongs at $u = -5$.",
        25: "That is $L$ itself, not its derivative.",
    },
)

# %% [markdown]
# ## The slopes of three activations
#
# Between the layers of a network stand activations. Each acts on every number by itself, so its derivative does too: an array of scores in, an array of slopes of the same shape out.
#
# **Sigmoid.** $\sigma(z) = \dfrac{1}{1 + e^{-z}}$. Name the inside, $u = 1 + e^{-z}$, so that $\sigma = u^{-1}$. The two rates are $\dfrac{d\sigma}{du} = -u^{-2}$ and
# $\dfrac{du}{dz} = -e^{-z}$ (the chain rule once more, with $-z$ inside the exponential). Multiply:
#
# $$\sigma'(z) = \frac{e^{-z}}{(1 + e^{-z})^2} = \frac{1}{1 + e^{-z}} \cdot \frac{e^{-z}}{1 + e^{-z}} = \sigma(z)\,\bigl(1 - \sigma(z)\bigr) .$$
#
# For an array $Z$ of any shape, in index form $S_{ij} = \sigma(Z_{ij})(1 - \sigma(Z_{ij}))$; for the whole array $S = \sigma(Z) \odot (1 - \sigma(Z))$, where $\odot$ multiplies elements in the same place, as `*` does.
# An example: $\sigma(\ln 3) = \frac{1}{1 + 1/3} = \frac34$, so $\sigma'(\ln 3) = \frac34 \cdot \frac14 = \frac{3}{16}$.
#
# **Tanh.** $\tanh(z) = \dfrac{e^{z} - e^{-z}}{e^{z} + e^{-z}}$ is a sigmoid stretched to lie between −1 and 1: $\tanh(z) = 2\sigma(2z) - 1$. With $a = \tanh(z)$, that is $\sigma(2z) = \frac{1 + a}{2}$,
# the chain rule gives
#
# $$\tanh'(z) = 2 \cdot 2 \cdot \sigma'(2z) = 4 \cdot \frac{1 + a}{2} \cdot \frac{1 - a}{2} = 1 - a^2 = 1 - \tanh^2(z) ,$$
#
# in index form $T_{ij} = 1 - \tanh^2(Z_{ij})$, for the array $T = 1 - \tanh(Z) \odot \tanh(Z)$.
#
# **Relu.** $\max(0, z)$ is two straight lines: flat on the left, slope 1 on the right. At 0 it has a kink and no single slope; one must be chosen, and this course takes 0:
#
# $$\text{relu}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}$$
#
# in index form $R_{ij} = 1$ where $Z_{ij} > 0$ and 0 elsewhere; for the array, the comparison $Z > 0$ made into numbers.
#
# All three are functions of the score $z$, before the activation. The first two are easiest to write with $a$, the value after it. Do not mix the two up.

# %%
def sigmoid_grad(z):
    """σ′(z) = σ(z) (1 − σ(z)), elementwise.

    Parameters
    ----------
    z : array, any shape
        Scores, before the sigmoid; any finite numbers.

    Returns
    -------
    array, shape of z
        Always finite, between 0 and 1/4.
    """
    ### BEGIN SOLUTION
    a = sigmoid(z)
    return a * (1 - a)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Your `sigmoid` from lesson 1 is imported. Compute it once and give it a name.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Of the equal forms of the formula, the one with $e^{-z}$ above and below turns into infinity over infinity for large negative $z$. The one in terms of $\sigma$ does not.
#
# </details>

# %%
check(sigmoid_grad)

# %%
def tanh_grad(z):
    """tanh′(z) = 1 − tanh²(z), elementwise.

    Parameters
    ----------
    z : array, any shape
        Scores, before tanh; any finite numbers.

    Returns
    -------
    array, shape of z
        Always finite, between 0 and 1.
    """
    ### BEGIN SOLUTION
    return 1 - tanh(z) ** 2
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $\tanh^2(z)$ is the square of the output, $(\tanh(z))^2$: first tanh, then the square.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# Your `tanh` from lesson 1 is imported; `np.tanh` will do as well.
#
# </details>

# %%
check(tanh_grad)

# %%
def relu_grad(z):
    """1 where z is positive, 0 elsewhere (also at 0), elementwise.

    Parameters
    ----------
    z : array, any shape
        Scores, before relu.

    Returns
    -------
    array, shape of z
        Numbers, not True and False.
    """
    ### BEGIN SOLUTION
    return np.where(z > 0, 1.0, 0.0)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `z > 0` compares every element and gives an array of True and False.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.where(condition, this, that)` picks element by element; `.astype(float)` turns True into 1.0 and False into 0.0. Either will do.
#
# </details>

# %%
check(relu_grad)

# %% [markdown]
# What you should see below: each line is a slope by your formula, and the crosses, measured by your `numerical_derivative`, lie on it.

# %%
z_axis = np.linspace(-5, 5, 400)
z_marks = np.linspace(-4.7, 4.7, 15)  # 0 is among them
fig, axes = plt.subplots(1, 3, figsize=(11, 3.6), sharey=True)
for ax, name, f, grad in zip(axes, ["sigmoid", "tanh", "relu"], [sigmoid, tanh, relu],
                             [sigmoid_grad, tanh_grad, relu_grad]):
    measured = [numerical_derivative(lambda t: f(np.array([t]))[0], t) for t in z_marks]
    ax.plot(z_axis, f(z_axis), color=style.COLORS[7], linestyle=":", label="function")
    ax.plot(z_axis, grad(z_axis), color=style.COLORS[0], label="slope, by your formula")
    ax.plot(z_marks, measured, color=style.COLORS[1], marker="x", linestyle="none", label="slope, measured")
    ax.set(title=name, xlabel="score z", ylim=(-1.1, 1.6))
axes[0].set_ylabel("value")
axes[0].legend(loc="upper left")
show(fig, alt="Three panels with an activation, its slope by formula and measured slopes. The sigmoid's slope is a low bump of height 1/4, that of tanh a bump of height 1, relu's a step "
     "from 0 to 1. All measured crosses lie on the lines, except relu's at zero, which is at one half.")

# %% [markdown]
# One cross is off: at relu's kink the measurement says 1/2. It averages the two sides. Your formula is not wrong there, the instrument is, and we come back to that.
#
# Look at the heights as well. The slope of the sigmoid is at most 1/4. A chain through many sigmoids multiplies many such factors, and soon nothing is left: one reason why relu took over.

# %%
quiz(
    "The derivative passes through three sigmoids, one after another, each at its steepest point. By what factor is it multiplied?",
    number=1 / 64,
    because="$\\frac14 \\cdot \\frac14 \\cdot \\frac14 = \\frac1{64} \\approx 0.0156$. After ten it would be less than a millionth.",
    tolerance=0.02,
    wrong={
        0.75: "Rates along a chain multiply; they do not add.",
        0.25: "That is one sigmoid. There are three.",
        0.125: "That is $(1/2)^3$. The sigmoid's value is 1/2 at 0, its slope is 1/4.",
    },
)

# %% [markdown]
# ## One neuron, forward and backward
#
# Now the smallest network there is: one neuron with a sigmoid, one example, one loss. With $d$ inputs, $x$ and $w$ of shape $(d,)$, and numbers $b$ and $y$:
#
# $$z = \sum_{j=1}^{d} w_j x_j + b = \underset{(d,)}{w} \cdot \underset{(d,)}{x} + b, \qquad a = \sigma(z), \qquad L = (a - y)^2 .$$
#
# We want $\dfrac{\partial L}{\partial w_j}$ for each weight, and $\dfrac{\partial L}{\partial b}$. The chain has three links. Each has a simple derivative of its own:
#
# | link | its derivative |
# | --- | --- |
# | from $a$ to $L = (a - y)^2$ | $\dfrac{\partial L}{\partial a} = 2(a - y)$ |
# | from $z$ to $a = \sigma(z)$ | $\dfrac{\partial a}{\partial z} = \sigma'(z)$ |
# | from $w_j$ to $z$ | $\dfrac{\partial z}{\partial w_j} = x_j$ |
# | from $b$ to $z$ | $\dfrac{\partial z}{\partial b} = 1$ |
#
# Multiply along the chain, in index form and for the whole vector:
#
# $$\frac{\partial L}{\partial w_j} = \frac{\partial L}{\partial a}\cdot\frac{\partial a}{\partial z}\cdot\frac{\partial z}{\partial w_j},
# \qquad
# \underset{(d,)}{\frac{\partial L}{\partial w}} = \underset{\text{number}}{\frac{\partial L}{\partial z}}\ \underset{(d,)}{x},
# \qquad
# \frac{\partial L}{\partial b} = \underset{\text{number}}{\frac{\partial L}{\partial z}} .$$
#
# $\dfrac{\partial L}{\partial z}$ is the product of the first two factors. It appears in every result, so compute it once. That economy is the whole secret of backpropagation: work from the
# loss backward, keep one number at each node, and use it for everything further back.
#
# In code, the derivative of the loss by something gets a `d` before its name: `da` is $\partial L/\partial a$, `dz` is $\partial L/\partial z$, and `dw` is $\partial L/\partial w$, with the shape of `w`. For two vectors,
# `w @ x` is the one number $w \cdot x$.
#
# The figure is called a **computational graph**: one node for each value, one arrow for each step. Above, values are computed from left to right. Below, derivatives run from right
# to left: start with $\partial L/\partial L = 1$ and multiply by the number at each arrow that you pass. All numbers in the lower half are *measured* with your `numerical_derivative`, by wiggling one node and
# watching the next one, or the loss.

# %%
x_1, x_2, y_target = 2.0, -1.0, 0.0
values = {"w₁": 1.0, "w₂": 0.5, "b": -0.5}
values["z"] = values["w₁"] * x_1 + values["w₂"] * x_2 + values["b"]
values["a"] = float(sigmoid(np.array([values["z"]]))[0])
values["e"] = values["a"] - y_target
values["L"] = values["e"] ** 2

places = {"w₁": (0, 1), "w₂": (0, 0), "b": (0, -1), "z": (2.2, 0), "a": (4.4, 0), "e": (6.6, 0),
          "L": (8.8, 0)}
formulas = {"z": "z = w₁x₁ + w₂x₂ + b", "a": "a = σ(z)", "e": "e = a − y", "L": "L = e²"}
links = {  # (from, to): the next value as a function of this one, the others held still
    ("w₁", "z"): lambda w: w * x_1 + values["w₂"] * x_2 + values["b"],
    ("w₂", "z"): lambda w: values["w₁"] * x_1 + w * x_2 + values["b"],
    ("b", "z"): lambda b: values["w₁"] * x_1 + values["w₂"] * x_2 + b,
    ("z", "a"): lambda z: sigmoid(np.array([z]))[0],
    ("a", "e"): lambda a: a - y_target,
    ("e", "L"): lambda e: e**2,
}


def loss_from(node, value):
    """The loss when this node has this value: follow the arrows to L."""
    while node != "L":
        (_, onward), link = next((ends, link) for ends, link in links.items() if ends[0] == node)
        node, value = onward, link(value)
    return value


def draw_graph(ax, title, numbers, color, arrows, arrow_style):
    """The graph of the neuron: a number in each node, a label at each arrow."""
    for (start, end), label in arrows.items():
        (x0, y0), (x1, y1) = places[start], places[end]
        ax.annotate("", (x1, y1), (x0, y0),
                    arrowprops=dict(arrowstyle=arrow_style, shrinkA=23, shrinkB=23, color="black"))
        ax.text(0.5 * (x0 + x1), 0.5 * (y0 + y1) + 0.12, label, ha="center", va="bottom", fontsize=9)
    for name, (x, y) in places.items():
        ax.text(x, y, f"{name}\n{numbers[name]:.3g}".replace("-", "−"), ha="center", va="center",
                color="white", fontsize=10,
                bbox=dict(boxstyle="circle,pad=0.35", facecolor=color, edgecolor="black"))
    ax.set(xlim=(-0.6, 9.4), ylim=(-1.4, 1.4))
    ax.set_title(title, y=0.93)
    ax.axis("off")


rates = {ends: numerical_derivative(link, values[ends[0]]) for ends, link in links.items()}
derivatives = {node: numerical_derivative(lambda value: loss_from(node, value), values[node]) for node in values}

fig, (above, below) = plt.subplots(2, 1, figsize=(10, 5.6))
forward_labels = {("w₁", "z"): "× x₁ = 2", ("w₂", "z"): "× x₂ = −1", ("b", "z"): "+",
                  ("z", "a"): formulas["a"], ("a", "e"): formulas["e"], ("e", "L"): formulas["L"]}
draw_graph(above, "Forward: the value of each node, from left to right", values, style.COLORS[0],
           forward_labels, "-|>")
draw_graph(below, "Backward: the derivative of L by each node, from right to left; at the arrows, the factor",
           derivatives, style.COLORS[8],
           {ends: f"× {rate:.3g}".replace("-", "−") for ends, rate in rates.items()}, "<|-")
show(fig, alt="The computational graph of the neuron, twice. Above, the values w1 = 1, w2 = 0.5, b = −0.5 lead to z = 1, a = 0.731, e = 0.731, L = 0.534. Below, the derivatives run back: "
     "1 at L, 1.46 at e and a, 0.287 at z, then 0.575 at w1, −0.287 at w2 and 0.287 at b.")

# %% [markdown]
# Follow one path backward in the lower half, and check the product at each node. Then write it for any neuron, with the formulas of the table in place of measurements.

# %%
def neuron_grads(x, w, b, y):
    """Gradients of L = (sigmoid(w·x + b) − y)² by the weights and the bias, by the chain rule.

    Parameters
    ----------
    x : array (d,)
        One example.
    w : array (d,)
        Weights.
    b : float
        Bias.
    y : float
        Target.

    Returns
    -------
    dw : array (d,)
        ∂L/∂w.
    db : float
        ∂L/∂b.
    """
    ### BEGIN SOLUTION
    z = w @ x + b
    da = 2 * (sigmoid(z) - y)
    dz = da * sigmoid_grad(z)
    return dz * x, dz
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First forward: compute $z$ and $a$ as in the formula of the neuron. Then backward: one line for each link, starting at the loss.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `da` is the first row of the table. `dz` is `da` times the second row, with your `sigmoid_grad`. At which value is that slope taken: at $z$ or at $a$?
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# `dw` and `db` both come from `dz`, by the last two rows. `dw` is an array, one number for each weight; `db` is one number.
#
# </details>

# %%
check(neuron_grads)

# %% [markdown]
# What you should see: over the two weights, the loss is a landscape, and the gradient points straight uphill. The arrows show *minus* your `dw`; each should cross the contour line at a right
# angle, towards lower loss. That is the direction in which training will move the weights.

# %%
x_example = np.array([1.0, 1.5])
side = np.linspace(-3, 3, 121)
w1, w2 = np.meshgrid(side, side)
landscape = (sigmoid(w1 * x_example[0] + w2 * x_example[1] + 0.5) - 0.2) ** 2

fig, ax = plt.subplots(figsize=(6, 4.8))
filled = ax.contourf(w1, w2, landscape, levels=13, cmap="Greys", vmax=1.2)
fig.colorbar(filled, label="loss L", shrink=0.85)
for weights in [np.array([p, q]) for p in (-2.0, 0.0, 2.0) for q in (-2.0, 0.0, 2.0)]:
    dw, _ = neuron_grads(x_example, weights, 0.5, 0.2)
    ax.plot(*weights, color=style.COLORS[1], marker="o", markersize=5)
    ax.annotate("", weights - 3 * dw, weights,
                arrowprops=dict(arrowstyle="-|>", color=style.COLORS[1], linewidth=1.8))
ax.set(title="Minus the gradient points downhill (arrows: −3 dw)", xlabel="$w_1$", ylabel="$w_2$",
       aspect="equal", xlim=(-3, 3), ylim=(-3, 3))
ax.grid(False)
show(fig, alt="The loss of one neuron over its two weights, as straight parallel contour bands. From nine points, arrows of minus the gradient cross the bands at right angles towards the lowest "
     "loss; where the landscape is flat they are very short.")

# %% [markdown]
# In the dark corner the landscape is flat although the loss is large, and the arrow is nearly a dot: the neuron is *saturated*, its gradient is nearly zero because $\sigma'(z)$ is.
# On the floor of the valley the arrow is short because there is nothing left to gain.

# %% [markdown]
# ## A gradient, measured
#
# A network has not one parameter but arrays of them. The **gradient** of a function $f$ at an array $x$ is the array of all its slopes: it has the shape of $x$, and at each place stands the
# slope of $f$ when that one element moves and all the others stay. Measured with central differences, with $x$ of shape $(m, k)$ as an example:
#
# $$G_{ij} = \frac{\partial f}{\partial x_{ij}} \approx \frac{f(x + h\,E^{(ij)}) - f(x - h\,E^{(ij)})}{2h},
# \qquad
# \underset{(m,\ k)}{G} = \sum_{i,j} G_{ij}\, \underset{(m,\ k)}{E^{(ij)}},
# $$
#
# where $E^{(ij)}$ has shape $(m, k)$, a 1 at place $(i, j)$ and 0 elsewhere. $f$ returns one number.
#
# A small example: $f(x) = x_0\, x_1^2$ at $x = (2, 3)$. Move $x_0$ alone: $\frac{(2 + h)\,9 - (2 - h)\,9}{2h} = 9$. Move $x_1$ alone, with $h = 1$: $\frac{2 \cdot 16 - 2 \cdot 4}{2} = 12$.
# The gradient is $(9, 12)$.
#
# Three things to know before you write it.
#
# - *Any shape.* `np.ndindex(x.shape)` visits every place of an array of any shape, and `x[place]` is the element there. The next cell shows it.
# - *Leave `x` alone.* `moved = x` is not a copy but a second name for the same array. What `f` gets must be another array, or else `x` must be put back exactly.
# - *Whole numbers.* If `x` holds integers, so does a copy of it, and 3 + 0.00001 stored in it is 3 again. The next cell shows that as well.

# %%
print("places of a (2, 3) array:", list(np.ndindex(2, 3)))
whole = np.array([1, 2, 3])
whole[0] = whole[0] + 0.9
print("1 + 0.9, stored in an array of integers:", whole[0])

# %%
def numerical_gradient(f, x, h=1e-5):
    """Central differences: (f(x + h·E) − f(x − h·E)) / 2h for each element, E being 1 there and 0 elsewhere.

    Parameters
    ----------
    f : function
        Takes an array of x's shape, returns a number.
    x : array, any shape
        Where to measure; left as it is.
    h : float
        The step to each side.

    Returns
    -------
    array, shape of x
        The slope of f by each element.
    """
    ### BEGIN SOLUTION
    gradient = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)  # of floats, so that x + step is too
        step[place] = h
        gradient[place] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Make an array of zeros for the answer. Fill it in a loop over `np.ndindex(x.shape)`, one element a turn.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# In each turn, build the array that is $h\,E$: zeros of x's shape with `h` in one place. Adding it to `x` makes a new array.
#
# </details>
#
# <details><summary>Hint 3</summary>
#
# `np.zeros(x.shape)` holds floats, whatever `x` holds; `np.zeros_like(x)` holds what `x` holds, which may be integers.
#
# </details>

# %%
check(numerical_gradient)

# %% [markdown]
# Your neuron, both ways: by the chain rule and measured.

# %%
x_three, w_three = np.array([0.5, -1.0, 2.0]), np.array([1.0, 0.3, -0.4])
neuron_loss = lambda w: (sigmoid(np.array([w @ x_three + 0.1]))[0] - 1.0) ** 2
print("dw by the chain rule:", neuron_grads(x_three, w_three, 0.1, 1.0)[0])
print("dw measured:         ", numerical_gradient(neuron_loss, w_three))

# %%
quiz(
    "A network for small pictures has 17 226 parameters. How many times must you run it on the data to measure its gradient once with central differences?",
    number=34452,
    because="Two runs for each parameter. That is why nobody trains with measured gradients: lesson 4 gets all of them from one run forward and one backward. To *check* a formula, a tiny network will do.",
    wrong={
        17226: "That would be one run for each parameter. A central difference reads the function on both sides.",
        2: "Two runs measure one slope. Every parameter has its own.",
        17227: "That is the forward difference, which shares the run at x itself. It is cheaper by half and far less exact.",
    },
)

# %% [markdown]
# ## How far apart?
#
# Two arrays, one from a formula and one measured. They never agree to the last digit: the measurement is good for about ten. When are they the same?
#
# The plain difference $|a - b|$ is a poor judge. A difference of 0.001 is nothing beside 1000, and for numbers near 0.001 it is as large as the numbers themselves. So divide by the size of the numbers:
#
# | $a$ | $b$ | $\lvert a - b\rvert$ | $\dfrac{\lvert a - b\rvert}{\lvert a\rvert + \lvert b\rvert}$ |
# | --- | --- | --- | --- |
# | 1000 | 1000.001 | 0.001 | 0.0000005 |
# | 0.001 | 0.002 | 0.001 | 0.333 |
# | 0.5 | −0.5 | 1 | 1 |
# | 0 | 0 | 0 | 0 / 0 |
#
# The result lies between 0 (equal) and 1 (opposite signs, or one of them zero). The last line needs care: both may be exactly zero, and then they agree. So the denominator is not allowed to fall
# below $10^{-8}$. One number is wanted for two whole arrays, and one wrong element is one too many, so take the worst. For $a$ and $b$ of the same shape, in index form and for whole arrays:
#
# $$e = \max_{i,j,\dots}\ \frac{|a_{ij\dots} - b_{ij\dots}|}{\max\bigl(|a_{ij\dots}| + |b_{ij\dots}|,\ 10^{-8}\bigr)} ,
# \qquad
# \underset{\text{number}}{e} = \max\ \Bigl( |a - b| \oslash \max(|a| + |b|,\ 10^{-8}) \Bigr) ,$$
#
# where $\oslash$ divides elements in the same place, as `/` does.
#
# One thing more. A formula that divides 0 by 0 claims nan, "not a number", and a claim with a nan in it must never look like a small error: the worst of all elements is then nan itself.
# NumPy's maxima hand a nan on. Python's `max` may lose it: it compares with `>`, and every comparison with nan is False.

# %%
def relative_error(a, b):
    """The largest of abs(a − b) / max(abs(a) + abs(b), 1e-8) over all elements.

    Parameters
    ----------
    a, b : array, any shape, the same for both
        What to compare.

    Returns
    -------
    float
        0 where a and b are equal, at most 1; nan where a or b has a nan, in any place.
    """
    ### BEGIN SOLUTION
    size = np.maximum(np.abs(a) + np.abs(b), 1e-8)
    return np.max(np.abs(a - b) / size)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# There are two different maxima here: one compares each element with $10^{-8}$ and gives an array, the other picks the largest of an array and gives a number.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `np.maximum(array, number)` is the first kind, `np.max(array)` the second.
#
# </details>

# %%
check(relative_error)

# %% [markdown]
# ## The instrument
#
# Everything is there. `gradient_check` gets three things: a function `f`, a function `grad` that claims to compute its gradient, and a place `x`. It measures the gradient of `f` at `x`, asks `grad` for its
# claim at `x`, and says whether the two agree.
#
# How strict should it be? You have seen that the measurement itself is good for about $10^{-10}$, so a right formula lands far below $10^{-6}$. A wrong one, with a factor or a sign or a term amiss, lands
# far above, usually beyond $10^{-2}$. Between the two lies a wide empty land, and the tolerance `tol` stands in it:
#
# $$\text{passed} \iff \max_{i,j,\dots} \frac{|G_{ij\dots} - g_{ij\dots}|}{\max(|G_{ij\dots}| + |g_{ij\dots}|,\ 10^{-8})} \le \text{tol},
# \qquad\text{in short}\qquad e(\underset{\text{shape of } x}{G},\ \underset{\text{shape of } x}{g}) \le \text{tol} ,$$
#
# with $G$ the measured gradient and $g$ the claimed one. If the error is nan, the gradient has not passed. Every comparison with nan is False in Python; see that this works for you and not against you.

# %%
def gradient_check(f, grad, x, tol=1e-6):
    """Whether the relative error between the measured gradient of f at x and grad(x) is at most tol.

    Parameters
    ----------
    f : function
        Takes an array of x's shape, returns a number.
    grad : function
        Takes an array of x's shape, returns the claimed gradient, of the same shape.
    x : array, any shape
        Where to compare.
    tol : float
        The largest relative error that passes.

    Returns
    -------
    bool
        One True or False; False when the error is nan.
    """
    ### BEGIN SOLUTION
    return bool(relative_error(numerical_gradient(f, x), grad(x)) <= tol)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One line is enough: your last two functions, one inside the other, and a comparison.
#
# </details>
#
# <details><summary>Hint 2</summary>
#
# `grad` is a function. `grad` alone is the function itself; what is its value at `x`?
#
# </details>

# %%
check(gradient_check)

# %% [markdown]
# ### See it catch bugs
#
# Here are the usual bugs, planted one at a time into a gradient of $f(x) = \sum_i \sigma(x_i)^2$. The right gradient, by the chain rule, is $2\,\sigma(x_i)\,\sigma'(x_i)$. Predict
# first: which of them lands nearest to the tolerance?

# %%
sum_of_squares = lambda x: np.sum(sigmoid(x) ** 2)
claims = {
    "right": lambda x: 2 * sigmoid(x) * sigmoid_grad(x),
    "one element off by 1 %": lambda x: 2 * sigmoid(x) * sigmoid_grad(x) * np.where(np.arange(len(x)) == 3, 1.01, 1.0),
    "factor 2 missing": lambda x: sigmoid(x) * sigmoid_grad(x),
    "σ′ missing": lambda x: 2 * sigmoid(x),
    "σ in place of σ′": lambda x: 2 * sigmoid(x) * sigmoid(x),
    "σ′ taken at σ(x)": lambda x: 2 * sigmoid(x) * sigmoid_grad(sigmoid(x)),
    "wrong sign": lambda x: -2 * sigmoid(x) * sigmoid_grad(x),
}
x_random = np.random.default_rng(0).normal(size=8)
errors = [relative_error(numerical_gradient(sum_of_squares, x_random), claim(x_random)) for claim in claims.values()]
passed = [gradient_check(sum_of_squares, claim, x_random) for claim in claims.values()]

fig, ax = plt.subplots(figsize=(8, 3.8))
for i, (error, ok) in enumerate(zip(errors, passed)):
    ax.plot([1e-13, error], [i, i], color=style.COLORS[0 if ok else 1], linewidth=3)
    ax.plot(error, i, color=style.COLORS[0 if ok else 1], marker="o" if ok else "X", markersize=9)
    ax.text(error * 2, i, "passes" if ok else "refused", va="center")
ax.axvline(1e-6, color="black", linestyle=":")
ax.text(1.6e-6, 0, "tol = 1e-6", va="center")
ax.set(title="Relative error of seven claimed gradients", xlabel="relative error (log scale)", xscale="log",
       xlim=(1e-13, 50), yticks=range(len(claims)), yticklabels=claims)
ax.invert_yaxis()
show(fig, alt="Relative errors of seven gradients on a log scale with the tolerance at 1e-6. The right gradient lies below 1e-10 and passes; the six with planted bugs lie between 4e-3 and 1 and are refused.")

# %% [markdown]
# The right gradient and the wrong ones lie many powers of ten apart. A relative error that is neither tiny nor large, say $10^{-4}$, is worth a second look: either a small term is missing, or the instrument
# is being used where it errs. The next section shows where that is.

# %% [markdown]
# ## Where people go wrong
#
# ### 1. Measuring across a kink
#
# The gradient of relu is right here, you checked it. Yet the instrument refuses it at some places. Before you read on: at which distance from 0 does the refusal begin, and why there?

# %%
distances = np.logspace(-8, -2, 49)
kink_errors = [relative_error(numerical_gradient(lambda x: np.sum(relu(x)), np.array([d])), relu_grad(np.array([d]))) for d in distances]
kink_errors = np.maximum(kink_errors, 1e-16)  # an error of exactly 0 has no place on a log scale

fig, ax = plt.subplots(figsize=(6.5, 3.8))
ax.loglog(distances, kink_errors, color=style.COLORS[0], marker="o", markersize=3,
          label="relu, right gradient")
ax.axhline(1e-6, color="black", linestyle=":", label="tol = 1e-6")
ax.axvline(1e-5, color=style.COLORS[1], linestyle="--", label="h = 1e-5")
ax.set(title="A right gradient, refused near the kink", xlabel="distance of x from the kink at 0",
       ylabel="relative error")
ax.legend(loc="center right")
show(fig, alt="Relative error of relu's right gradient against the distance from the kink. Below a distance of h = 1e-5 the error is far above the tolerance; beyond it, far below.")

# %% [markdown]
# Closer to the kink than $h$, the two points lie on different sides of it: one on the flat part, one on the slope. The measured slope is between 0 and 1, and belongs to neither. The formula is right and
# the instrument lies. With random numbers this is rare, but a network has many relus, and a bias that starts at 0 may put one exactly on the kink. If a check fails at one element only, move $x$
# a little and check again: a bug stays, a kink goes away.
#
# ### 2. Single precision
#
# The same check, of $\sum_i \sin(x_i)$ and its gradient $\cos(x_i)$; but in one of the two curves the function computes in `float32`, as is usual on graphics cards.

# %%
x_precise = np.array([0.3, 1.1, -0.8])
double = lambda x: np.sum(np.sin(x))
single = lambda x: np.sum(np.sin(x.astype(np.float32)))
widths = np.logspace(-9, 0, 37)

fig, ax = plt.subplots(figsize=(6.5, 3.8))
for f, color, line, name in [(double, style.COLORS[0], "-", "float64: about 16 digits"),
                             (single, style.COLORS[1], "--", "float32: about 7 digits")]:
    ax.loglog(widths, [relative_error(numerical_gradient(f, x_precise, h), np.cos(x_precise)) for h in widths], color=color, linestyle=line, label=name)
ax.axhline(1e-6, color="black", linestyle=":", label="tol = 1e-6")
ax.set(title="A right gradient, measured in two precisions", xlabel="step h", ylabel="relative error")
ax.legend(loc="lower right")
show(fig, alt="Relative error against step for float64 and float32, both V-shaped. In float64 the error dips below 1e-10; in float32 it stays above 1e-6, so the check always fails.")

# %% [markdown]
# Rounding in `float32` is half a billion times coarser, so the left branch of the V rises that much higher. No step is good enough for a tolerance of $10^{-6}$, and at $h = 10^{-5}$ the measurement is
# worth two digits. Check gradients in `float64`, whatever you train in.
#
# ### 3. Checking at a special place
#
# The gradient below is wrong: $f(x) = \sum_i x_i^3$, and the claim is $3x_i$ where $3x_i^2$ is due. Suppose you check it only once.

# %%
places_1d = np.linspace(0.5, 1.5, 401)
wrong_claim = lambda x: 3 * x
special = [relative_error(numerical_gradient(lambda x: np.sum(x**3), np.array([p])), wrong_claim(np.array([p]))) for p in places_1d]

fig, ax = plt.subplots(figsize=(6.5, 3.8))
ax.semilogy(places_1d, special, color=style.COLORS[1])
ax.axhline(1e-6, color="black", linestyle=":", label="tol = 1e-6")
ax.set(title="A wrong gradient that passes at x = 1", xlabel="x, the place of the check",
       ylabel="relative error")
ax.legend(loc="lower left")
show(fig, alt="Relative error of the wrong gradient 3x of x cubed, against x. It is large everywhere except for a sharp dip at 1, where it falls far below the tolerance.")

# %% [markdown]
# At 1 all powers of $x$ are equal, so a wrong power cannot show. At 0 many terms vanish, and their bugs with them. Zeros and ones, equal weights, a single example, square matrices: such places are so regular that wrong and
# right coincide. Check at random places, with shapes whose lengths all differ, and at more than one place.

# %% [markdown]
# ## Checkpoint

# %%
quiz(
    "You halve the step `h` of a central difference, still far from rounding. What becomes of the error?",
    right={"It falls to about a quarter": "The error shrinks like $h^2$: half the step, a quarter of the error."},
    wrong={
        "It falls to about a half": "That is the forward difference, whose error shrinks like $h$.",
        "It stays as it is": "Only for functions whose bend is constant, such as $x^2$; there it is zero already.",
        "It doubles": "That is what happens at the far left of the figure, where rounding rules.",
    },
)

# %%
quiz(
    "$a = \\sigma(z) = 0.8$. What is the slope of the sigmoid at this $z$?",
    number=0.16,
    because="$a(1 - a) = 0.8 \\cdot 0.2$. You need not know $z$.",
    wrong={
        0.8: "That is the value of the sigmoid, not its slope.",
        0.36: "That is $1 - a^2$, the rule of tanh.",
        0.25: "That is the slope at $z = 0$, the steepest point. Here $a$ is 0.8, and the curve is already flatter.",
        0.2: "That is $1 - a$, one factor of two.",
    },
)

# %%
quiz(
    "In the neuron, the input is $x = (4, 0, -1)$ and `dz` is 0.5. What is `dw`?",
    right={"(2, 0, −0.5)": "Each weight is felt through the input that it multiplies. The weight of an input that is 0 cannot change the loss, and gets 0."},
    wrong={
        "(0.5, 0.5, 0.5)": "The last link is missing: $\\partial z / \\partial w_j = x_j$.",
        "1.5": "Each weight has its own derivative; `dw` has the shape of `w`.",
        "(4, 0, −1)": "That is $\\partial z / \\partial w$. The factor from the loss to $z$ is missing.",
        "It depends on $w$": "Through `dz` it does, and `dz` is given.",
    },
)

# %%
quiz(
    "A gradient check fails for your relu network, at one element of 300, with a relative error of 0.3. Which are good next steps?",
    right={
        "Check again at another random place": "If a relu stood on its kink, it will not do so again. A bug stays.",
        "Look how close the scores before relu are to 0": "A score closer to 0 than the change that $h$ makes in it has crossed the kink.",
    },
    wrong={
        "Raise `tol` to 0.5": "Then every factor of 2 passes. The tolerance belongs in the gap between right and wrong.",
        "Take a much smaller `h`, 1e-14": "Then rounding makes all 300 elements fail.",
        "Accept it, 299 of 300 are right": "A bug that sits in one element, such as an index off by one, looks exactly like this. Find out.",
    },
)

# %%
quiz(
    "Both gradients at some element are exactly 0. What does `relative_error` contribute there?",
    number=0,
    because="$0 / \\max(0, 10^{-8}) = 0$: they agree. Without the floor it would be 0/0, which is nan.",
    wrong={1: "That is the error when one of the two is 0 and the other is not (and not tiny).",
           1e-8: "The floor stands below the line; above it stands $|0 - 0|$."},
)

# %% [markdown]
# ### Milestone: find the planted bug
#
# Here are three losses of weights $w$ on some data, each with a gradient that somebody derived. You have not learned to derive them yet; lesson 4 is about that. You do not need to: you have an instrument. One of
# the three gradients has a bug.

# %%
rng = np.random.default_rng(1)
X_mile = rng.normal(size=(12, 3))
t_mile = rng.choice([-1.0, 1.0], size=12)
w_mile = np.array([0.5, -0.4, 0.7])


def line_loss(w):
    return np.mean((X_mile @ w - t_mile) ** 2) + 0.1 * np.sum(w**2)


def line_gradient(w):
    return 2 / len(X_mile) * X_mile.T @ (X_mile @ w - t_mile) + 0.2 * w


def squashed_loss(w):
    return np.mean((np.tanh(X_mile @ w) - t_mile) ** 2)


def squashed_gradient(w):
    a = np.tanh(X_mile @ w)
    return 2 / len(X_mile) * X_mile.T @ ((a - t_mile) * (1 - np.tanh(a) ** 2))


def yes_or_no_loss(w):
    return np.mean(np.logaddexp(0, -t_mile * (X_mile @ w)))


def yes_or_no_gradient(w):
    return -X_mile.T @ (t_mile / (1 + np.exp(t_mile * (X_mile @ w)))) / len(X_mile)

# %% [markdown]
# Ask your instrument, and look at the three panels. Without the measured bars beside them, would any of the claimed ones have looked wrong?

# %%
suspects = {"line": (line_loss, line_gradient), "squashed": (squashed_loss, squashed_gradient),
            "yes or no": (yes_or_no_loss, yes_or_no_gradient)}
fig, axes = plt.subplots(1, 3, figsize=(11, 3.6))
for ax, (name, (loss, gradient)) in zip(axes, suspects.items()):
    ax.bar(np.arange(3) - 0.2, gradient(w_mile), width=0.4, color=style.COLORS[0], label="claimed")
    ax.bar(np.arange(3) + 0.2, numerical_gradient(loss, w_mile), width=0.4, color=style.COLORS[4], hatch="//",
           edgecolor="black", label="measured")
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set(title=f"{name}: gradient_check says {gradient_check(loss, gradient, w_mile)}",
           xlabel="element of the gradient", xticks=range(3))
axes[0].set_ylabel("value")
axes[0].legend()
show(fig, alt="Claimed and measured gradients of three losses as pairs of bars. In the panels named line and yes or no the bars of each pair are equal and the check says True; "
     "in the panel named squashed they differ and the check says False.")

# %% [markdown]
# <details><summary>What the bug is, after you have found it</summary>
#
# In `squashed_gradient`, the slope of tanh is $1 - \tanh^2(z)$ at the score $z = Xw$. The code has $a = \tanh(z)$ already and applies tanh to it once more: the derivative is taken at $a$ instead of $z$.
# The signs are right here and the sizes nearly so; training with it goes downhill, to a worse place.
#
# </details>
#
# The bar: on fresh data, at five random places, your `gradient_check` passes the two right gradients and refuses the wrong one, at the default tolerance.

# %%
milestone("03_chain_rule")

# %% [markdown]
# ## Take away
#
# - A derivative can be measured: $(f(x+h) - f(x-h)) / 2h$ with $h$ near $10^{-5}$ in `float64` gives about ten digits.
# - Along a chain, rates multiply, each taken at its own input; along several paths, they add.
# - Run forward to know the values, then backward from the loss, keeping one number for each node.
# - Compare a formula with the measurement by relative error, worst element, at random places; $10^{-6}$ parts right from wrong.
# - The instrument errs at kinks and in `float32`, and a special place can hide a bug.
#
# ## Read on
#
# - Andrej Karpathy and others, *CS231n: Convolutional Neural Networks for Visual Recognition*, course notes, "Gradient checks": practical advice of the same kind.
# - Michael Nielsen, *Neural Networks and Deep Learning*, chapter 2: the neuron's derivatives, then whole networks.
# - Atılım Güneş Baydin and others, *Automatic Differentiation in Machine Learning: a Survey* (2018): how libraries do what you do by hand.
# - Andreas Griewank and Andrea Walther, *Evaluating Derivatives*: the full theory of graphs like the one above.
