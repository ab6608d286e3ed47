# %% [markdown]
# # 3 · The chain rule
#
# *Derivatives you can trust. 210 to 250 minutes, in two sittings: a good place to stop is marked.*
#
# Lesson 2 put the quality of a network into one number, the loss. To make the loss smaller, you need to know one thing about each weight: if this weight grows a
# little, does the loss rise or fall, and how fast? That number is a derivative. Training computes it for every weight, and then moves every weight a little the other way.
#
# Derivatives are easy to get slightly wrong, and a slightly wrong derivative does not crash. The two cells below fit a straight line to points, twice. One of the two runs
# has a bug in its derivative.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import relu, sigmoid, tanh
from playground import quiz
from playground.pictures import chain_rule as demo

# %%
# Fit a line twice, once with a wrong derivative, and draw the loss.
demo.two_runs()

# %% [markdown]
# (The axis of the loss is logarithmic: from 1 down to $10^{-1}$ is a factor of ten, like every such step.) Seen alone, run A looks like learning: its loss falls, smoothly, to a fraction of where it began. Nobody would look for a bug in it. Its derivative for the bias is 50 times too
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
# Both read the curve twice. The central difference is about sixty times better, because the graph's bend pushes both of its points in the same direction, and that cancels in the difference:
#
# $$f'(x) \;\approx\; \frac{f(x + h) - f(x - h)}{2h} .$$
#
# The error of the forward difference shrinks like $h$, that of the central one like $h^2$.
#
# **Predict first.** With $h = 1$ the forward difference is 19 and the central one 13. What becomes of their errors, 7 and 1, when $h$ is halved?

# %%
# Draw the lines through two points of the curve; the slider sets the step h.
demo.try_two_points()

# %% [markdown]
# <details><summary>Answer</summary>
#
# The forward error about halves, to 3.25: the slope is 15.25. The central error falls to a quarter, 0.25: the slope is 12.25.
#
# </details>

# %% [markdown]
# In the exercise, `f` is an argument: you are given a function and call it, as in `f(x)`. You do not know what it computes, and you need not.

# %%
def numerical_derivative(f, x, h=1e-5):
    """Central difference (f(x + h) − f(x − h)) / (2h): the slope of f at x, measured.

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
# Very small, says the definition.
#
# **Predict first.** Go from large steps to small ones, in the picture from right to left. Where does the error of your function stop falling? And what does its curve look like for $f(x) = x^2$, whose bend is the same everywhere? (Both axes are logarithmic.)

# %%
# Draw the error of a measured slope against the step; the menu sets the function.
demo.try_error_by_step(numerical_derivative)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Near $h = 10^{-5}$. For $x^2$ it does not fall at all: the two errors of a parabola cancel whatever the step, and rounding alone is left, which is least where $h$ is large.
#
# </details>
#
# Read the figure for one of the other functions from the right. As $h$ shrinks, the central error falls twice as steeply as the forward one: ten times smaller $h$, a hundred times smaller error, two steps down for one to the left. Then it turns. A computer
# stores about 16 digits. When $h$ is tiny, $f(x+h)$ and $f(x-h)$ agree in almost all of them; the difference keeps only the last few, which are rounding noise, and division by a tiny $2h$
# makes that noise large. Between the two lies the best step, for the central difference around $10^{-5}$. That is the default of the exercise, and it gives about ten correct digits.

# %% [markdown]
# ## Rates multiply: the chain rule
#
# A few derivatives are worth knowing by heart. With $c$ a constant, $u$ and $v$ functions of $x$:
#
# | function | derivative |
# | --- | --- |
# | $c$ | $0$ |
# | $cx$ | $c$ |
# | $x^2$ | $2x$ |
# | $x^n$ | $n\,x^{n-1}$ |
# | $e^x$ | $e^x$ |
# | $\log x$ | $\dfrac1x$ |
# | $u + v$ | $u' + v'$ |
# | $c\,u$ | $c\,u'$ |
#
# ($\log$ is the natural logarithm, also written $\ln$; in NumPy `np.log`. Why its derivative is $1/x$ is said below. The $n$ may be negative: $x^{-1}$, which is $\frac1x$, has the derivative $-x^{-2}$.)
#
# <details><summary>Where the derivatives of the powers and of the exponential come from</summary>
#
# $(x + h)^n$ multiplied out is $x^n + n\,x^{n-1} h$ and terms with $h^2$ or more. Take $x^n$ away and divide by $h$: what is left goes to $n\,x^{n-1}$ as $h$ shrinks. For other $n$ the rule holds as well.
#
# $\dfrac{e^{x+h} - e^x}{h} = e^x \cdot \dfrac{e^h - 1}{h}$, and the last factor goes to 1: $e$ is the one base for which it does.
#
# </details>
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
# The picture is a **computational graph**: a node for each value, an arrow for each step. Above stand the values, computed from left to right. Below stands the derivative of $L$ by each node, from right to left: start with 1 at $L$, and multiply by
# the factor at each arrow that you pass. All that stands below is measured with your `numerical_derivative`.
#
# **Predict first.** At which $x$ is $dL/dx = 0$, and which factor is it that vanishes? What is $dL/dx$ at $x = -1$?

# %%
# Draw the chain as a graph; the slider sets x.
demo.try_chain(numerical_derivative)

# %% [markdown]
# <details><summary>Answer</summary>
#
# $du/dx$ is 3 everywhere. $dL/du = 2u$ vanishes at $u = 0$, that is at $x = -\frac13$ (−0.333333 on the slider), where the square has its bottom. At $x = -1$: $u = -2$, and $3 \cdot (-4) = -12$.
#
# </details>
#
# **The logarithm** undoes the exponential: $e^{\log x} = x$ for every $x > 0$. Take the derivative of both sides, on the left by the chain rule with $u = \log x$ inside: $e^{u} \cdot u' = 1$. But $e^u$ is $x$, so $u' = (\log x)' = \dfrac1x$.

# %%
# Measure the slope of the logarithm at three places: 1/x?
for x in [0.5, 2.0, 4.0]:
    print(f"x = {x}: measured {numerical_derivative(np.log, x):.6f}, 1/x = {1 / x}")

# %% [markdown]
# Now let $x$ act on $L$ along several paths, through $u_1, \dots, u_m$. When $x$ moves a little, all of them move a little, and each moves $L$. The effects **add**: along each path multiply, then add up the products,
#
# $$\frac{\partial L}{\partial x} = \sum_{k=1}^{m} \frac{\partial L}{\partial u_k}\,\frac{\partial u_k}{\partial x} .$$
#
# The round $\partial$ says that there are several variables, and that all but the one below the line are held still.
#
# **Predict first.** $u = x^2$, $v = 3x$ and $L = u \cdot v$. At $x = 2$, what comes back to $x$ along each of the two paths?

# %%
# Draw the graph with two paths; the slider sets x.
demo.try_two_paths(numerical_derivative)

# %% [markdown]
# <details><summary>Answer</summary>
#
# Along the upper path $\frac{\partial L}{\partial u} \cdot \frac{du}{dx} = v \cdot 2x = 6 \cdot 4 = 24$, along the lower one $u \cdot 3 = 4 \cdot 3 = 12$. Together 36. Indeed $L = 3x^3$, and its derivative is $9x^2 = 36$.
#
# </details>

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
# The last step: $1 - \sigma(z) = \dfrac{1 + e^{-z}}{1 + e^{-z}} - \dfrac{1}{1 + e^{-z}} = \dfrac{e^{-z}}{1 + e^{-z}}$. An example: $\sigma(\ln 3) = \frac{1}{1 + 1/3} = \frac34$, so $\sigma'(\ln 3) = \frac34 \cdot \frac14 = \frac{3}{16}$.
#
# **Tanh** is a sigmoid stretched to lie between −1 and 1, and its slope, too, is easiest to write with its value:
#
# $$\tanh'(z) = 1 - \tanh^2(z) .$$
#
# <details><summary>Why</summary>
#
# Divide above and below by $e^{z}$:
#
# $$\tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}} = \frac{1 - e^{-2z}}{1 + e^{-2z}} = \frac{2 - (1 + e^{-2z})}{1 + e^{-2z}} = 2\sigma(2z) - 1 .$$
#
# With $a = \tanh(z)$, that is $\sigma(2z) = \frac{1 + a}{2}$, the chain rule gives $\tanh'(z) = 2 \cdot 2 \cdot \sigma'(2z) = 4 \cdot \frac{1 + a}{2} \cdot \frac{1 - a}{2} = 1 - a^2$.
#
# </details>
#
# **Relu.** $\max(0, z)$ is two straight lines: flat on the left, slope 1 on the right. At 0 it has a kink and no single slope; one must be chosen, and this course takes 0:
#
# $$\text{relu}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}$$
#
# All three are functions of the score $z$, before the activation. The first two are easiest to write with $a$, the value after it. Do not mix the two up. (*Any layout*, in the title of a check, means arrays whose numbers lie apart in memory, as in lesson 1.)


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
# Where it says True, you want 1.0, and 0.0 elsewhere. In lesson 1, for the sigmoid, you picked between two things by a condition.
#
# </details>

# %%
check(relu_grad)

# %% [markdown]
# What you should see below: each line is a slope by your formula, and the crosses, measured by your `numerical_derivative`, lie on it. Where your slope jumps, the line is broken.

# %%
# Draw each activation with its slope, by your formula and measured.
demo.activations(numerical_derivative, sigmoid=(sigmoid, sigmoid_grad),
                 tanh=(tanh, tanh_grad), relu=(relu, relu_grad))

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
# Multiply along the chain, for one weight and for all of them at once:
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
# The graph shows a neuron with $x = (3, -2)$, $w = (0.5, 0.25)$ and $b = -1$, so that $z = 1.5 - 0.5 - 1 = 0$ and $a = \frac12$. The target is $y = 0.1$. Again all that stands below is measured, by moving one node and watching the next one, or the loss.
#
# **Predict first.** $\sigma'(0) = \frac14$. What are $da$, $dz$ and $dw$?

# %%
# Draw the graph of the neuron; the slider sets the target y.
demo.try_neuron(sigmoid, numerical_derivative)

# %% [markdown]
# <details><summary>Answer</summary>
#
# $da = 2\,(0.5 - 0.1) = 0.8$, $dz = 0.8 \cdot 0.25 = 0.2$, and $dw = 0.2 \cdot x = (0.6, -0.4)$. `db` is 0.2 itself, since $b$ is added with factor 1.
#
# </details>
#
# The inputs $x_1$ and $x_2$ have derivatives too, $dz \cdot w$. Data cannot be changed, but in lesson 4 the $x$ of a neuron is what another neuron has sent.

# %% [markdown]
# Now write it for any neuron, with the formulas of the table in place of measurements.

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
# What you should see: over the two weights of a neuron with $x = (1, 1.5)$, $b = 0.5$ and the target $y = 0.2$, the loss is a landscape, and the gradient points straight uphill. The arrows show *minus* your `dw`; each crosses the bands at a right
# angle, towards lower loss. That is the direction in which training will move the weights.

# %%
# Draw the loss over the two weights, and arrows along minus your dw.
demo.landscape(sigmoid, neuron_grads)

# %% [markdown]
# In the upper right corner the landscape is flat although the loss is large, and the arrow is nearly a dot: the neuron is *saturated*, its gradient is nearly zero because $\sigma'(z)$ is.
# Near the dashed line, the floor of the valley, arrows are short because there is nothing left to gain. In the lower left both come together: the neuron is saturated with $a$ nearly 0, and $L = (a - 0.2)^2$ is at most 0.04, so little that its colour is the one of the floor.

# %% [markdown]
# **A good place to stop.** What is left is the instrument. When you come back, run all cells above the next one first.

# %%
progress("03_chain_rule")

# %% [markdown]
# ## A gradient, measured
#
# A network has not one parameter but arrays of them. The **gradient** of a function $f$ at an array $x$ is the array of all its slopes: it has the shape of $x$, and at each place stands the
# slope of $f$ when that one element moves and all the others stay. For one place, let $E$ be the array of the shape of $x$ that is 1 there and 0 elsewhere. The central difference is
#
# $$\frac{f(x + h\,E) - f(x - h\,E)}{2h} ,$$
#
# as for one number, and it takes a new $E$ for each place. $f$ returns one number.
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
# Show the places of an array, and what an array of integers makes of 1.9.
print("places of a (2, 3) array:", list(np.ndindex(2, 3)))
whole = np.array([1, 2, 3])
whole[0] = whole[0] + 0.9
print("1 + 0.9, stored in an array of integers:", whole[0])

# %%
def numerical_gradient(f, x, h=1e-5):
    """Central differences: (f(x + h·E) − f(x − h·E)) / (2h) for each element, E being 1 there and 0 elsewhere.

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
# Print dw of a neuron with three inputs, by the chain rule and measured.
x_three, w_three = np.array([0.5, -1.0, 2.0]), np.array([1.0, 0.3, -0.4])
def neuron_loss(w):
    return (sigmoid(w @ x_three + 0.1) - 1.0) ** 2
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
# | number $a$ | number $b$ | distance $\lvert a - b\rvert$ | relative error $\dfrac{\lvert a - b\rvert}{\lvert a\rvert + \lvert b\rvert}$ |
# | --- | --- | --- | --- |
# | 1000 | 1000.001 | 0.001 | 0.0000005 |
# | 0.001 | 0.002 | 0.001 | 0.333 |
# | 0.5 | −0.5 | 1 | 1 |
# | 0 | 0 | 0 | 0 / 0 |
#
# The result lies between 0 (equal) and 1 (opposite signs, or one of them zero). The last line needs care: both may be exactly zero, and then they agree. So the denominator is not allowed to fall
# below $10^{-8}$. One number is wanted for two whole arrays, and one wrong element is one too many, so take the worst over all places. For $a$ and $b$ of the same shape
#
# $$e = \max_{i,j,\dots}\ \frac{|a_{ij\dots} - b_{ij\dots}|}{\max\bigl(|a_{ij\dots}| + |b_{ij\dots}|,\ 10^{-8}\bigr)} .$$
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
# far above, usually beyond $10^{-2}$. Between the two lies a wide empty land, and the tolerance `tol` stands in it: a gradient has passed where the relative error is at most `tol`.
#
# If the error is nan, the gradient has not passed. Every comparison with nan is False in Python; see that this works for you and not against you.

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
# Here are the usual bugs, planted one at a time into a gradient of $f(x) = \sum_i \sigma(x_i)^2$. The right gradient, by the chain rule, is $2\,\sigma(x_i)\,\sigma'(x_i)$.
#
# **Predict first.** The bugs are: one element of eight off by 1 %, the factor 2 missing, $\sigma'$ missing, $\sigma$ in place of $\sigma'$, $\sigma'$ taken at $\sigma(x)$, the wrong sign. Which of them lands nearest to the tolerance?

# %%
# Draw the relative errors of seven claims, and what your instrument says.
demo.seven_claims(sigmoid, sigmoid_grad, numerical_gradient,
                  relative_error, gradient_check)

# %% [markdown]
# <details><summary>Answer</summary>
#
# The single element that is off by 1 %: its relative error is $0.01 / 2.01 \approx 0.005$, still five thousand times the tolerance.
#
# </details>

# %% [markdown]
# The right gradient and the wrong ones lie many powers of ten apart. A relative error that is neither tiny nor large, say $10^{-4}$, is worth a second look: either a small term is missing, or the instrument
# is being used where it errs. The next section shows where that is.

# %% [markdown]
# ## Where people go wrong
#
# ### 1. Measuring across a kink
#
# The gradient of relu is right here, you checked it. Yet the instrument refuses it at some places.
#
# **Predict first.** At which distance from 0 does the refusal begin, and why there?

# %%
# Draw the relative error of relu's right gradient near its kink.
demo.kink(relu, relu_grad, numerical_gradient, relative_error)

# %% [markdown]
# <details><summary>Answer</summary>
#
# At $h = 10^{-5}$. Closer to the kink than that, the two points lie on different sides of it: one on the flat part, one on the slope. The measured slope is between 0 and 1, and belongs to neither.
#
# </details>
#
# The formula is right and the instrument errs. With random numbers this is rare, but a network has many relus, and a bias that starts at 0 may put one exactly on the kink. If a check fails at one element only, move $x$
# a little and check again: a bug stays, a kink goes away.
#
# ### 2. Single precision
#
# The same check, of $\sum_i \sin(x_i)$ and its gradient $\cos(x_i)$; but in one of the two curves the function computes in `float32`, as is usual on graphics cards.

# %%
# Draw the relative error of a right gradient against the step, in two precisions.
demo.single_precision(numerical_gradient, relative_error)

# %% [markdown]
# Rounding in `float32` is half a billion times coarser, so the left branch of the V rises that much higher. No step is good enough for a tolerance of $10^{-6}$, and at $h = 10^{-5}$ the measurement is
# worth two digits. Check gradients in `float64`, whatever you train in.
#
# ### 3. Checking at a special place
#
# The gradient below is wrong: $f(x) = \sum_i x_i^3$, and the claim is $3x_i$ where $3x_i^2$ is due. Suppose you check it only once.

# %%
# Draw the relative error of a wrong gradient against the place of the check.
demo.special_place(numerical_gradient, relative_error)

# %% [markdown]
# At 1 all powers of $x$ are equal, so a wrong power cannot show. (At 0, left of the picture, a forgotten term such as $x_1 x_2$ would not show either, because it is 0.) Zeros and ones, equal weights, a single example, square matrices: such places are so regular that wrong and
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
# the three gradients has a bug. *line* fits a weighted sum $Xw$ to numbers by squares, and keeps the weights small by adding a little of their squares. *squashed* fits $\tanh(Xw)$ by squares. *yes or no* is the binary cross entropy of lesson 2.

# %%
# Ask your instrument about three gradients that somebody derived.
for name, (loss, gradient) in demo.SUSPECTS.items():
    print(name, gradient_check(loss, gradient, demo.W_SUSPECTS))

# %% [markdown]
# Look at the three panels. Without the measured bars beside them, would any of the claimed ones have looked wrong?

# %%
# Draw the claimed and the measured gradients.
demo.three_suspects(gradient_check, numerical_gradient)

# %% [markdown]
# <details><summary>What the bug is, after you have found it</summary>
#
# The loss is $\frac1n \sum_i (\tanh(z_i) - t_i)^2$ with $z = Xw$, and the slope of tanh is $1 - \tanh^2(z)$ at the score $z$. The second claim has $a = \tanh(z)$ already and applies tanh to it once more: the derivative is taken at $a$ instead of $z$.
# The signs are right here and the sizes nearly so: looking at it tells nothing.
#
# </details>
#
# The bar: on fresh data, at five random places, your `gradient_check` passes the two right gradients and refuses the wrong one, at the default tolerance.

# %%
milestone("03_chain_rule")

# %% [markdown]
# ## Take away
#
# - A derivative can be measured: $(f(x+h) - f(x-h)) / (2h)$ with $h$ near $10^{-5}$ in `float64` gives about ten digits.
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
