# %% [markdown]
# # 2 · Verlust
#
# *Wie falsch, in einer Zahl. 130 bis 150 Minuten; eine gute Stelle für eine Pause ist markiert.*
#
# Lektion 1 endete mit einem Netz, das Klassen nennt. Wie gut ist es? Du könntest die richtigen zählen. Das Bild unten dreht eines seiner Gewichte wie einen Knopf: das
# von der verborgenen Einheit 1 zum Score der Klasse 0. Das Training hat es auf 2,9 gestellt, die gepunktete Linie; der Knopf beginnt weit davon entfernt, bei −4. Beurteilt
# werden nur 30 Punkte, so wenige, dass man jeden sieht.
#
# **Erst vorhersagen.** Wenn du das Gewicht ein wenig drehst, ändert sich dann der Anteil der richtigen Klassen? Führe die beiden Zellen aus und drehe.

# %%
import numpy as np

from autograder import check, hint, milestone, progress, solution
from autograder.mine import forward, init_params, relu, sigmoid, softmax
from playground import quiz
from playground.pictures import loss as demo

# %%
# Turn one weight of the network of lesson 1, and judge it in two ways.
demo.try_knob(forward)

# %% [markdown]
# <details><summary>Antwort</summary>
#
# Meist nicht. Der Anteil der richtigen Klassen ist eine Treppe: 90 % überall von −6 bis −3. Die Kurve des Verlusts ändert sich dort mit jeder Drehung, und sie fällt
# nach rechts.
#
# </details>

# %% [markdown]
# Auf einer Stufe der Treppe ändert eine kleine Drehung nichts, also kann das Zählen nicht sagen, wohin zu drehen ist. Die Kurve des Verlusts hat eine Steigung, wo immer
# das Netz noch besser werden kann. Eine solche Zahl heißt **Verlust** (*loss*): klein, wenn das Netz richtig liegt und sicher ist, groß, wenn es
# falsch liegt und sicher ist. Training, ab Lektion 5, heißt auf ihm bergab gehen.
#
# **Was du können wirst**
#
# - vorhergesagte Zahlen an wahren Zahlen messen, mit dem mittleren quadratischen Fehler;
# - sagen, warum Klassen mit $-\log p$ beurteilt werden, und es so schreiben, dass es Scores von einer Million übersteht;
# - die Kreuzentropie für viele Klassen und für zwei schreiben;
# - sagen, welchen Verlust ein untrainiertes Netz haben muss, und damit Fehler finden.
#
# **Was du dafür brauchst**: Lektion 1 (Formen, Achsen, Softmax) und den Logarithmus: $\log$ ist überall der natürliche, die Umkehrung von $e^x$, also
# $\log e^x = x$, $\log 1 = 0$, $\log(ab) = \log a + \log b$, $\log\frac{a}{b} = \log a - \log b$. In NumPy ist es `np.log`.

# %% [markdown]
# ## Zahlen: der mittlere quadratische Fehler
#
# Wenn das Netz Zahlen vorhersagt (eine Temperatur, einen Preis), vergleiche jede Vorhersage $\hat y$ mit der Wahrheit $y$, quadriere die Differenz, so dass
# weder Vorzeichen noch Richtung zählen, und nimm das Mittel über **alle** Elemente. Mit Vorhersagen und Wahrheit der Form $(n, m)$:
#
# $$\text{mse} = \frac{1}{nm}\sum_{i=1}^{n}\sum_{j=1}^{m} \left(\hat y_{ij} - y_{ij}\right)^2 .$$
#
# Von Hand: Vorhersagen (1, 2, 3), Wahrheit (1, 4, 0). Die Differenzen sind (0, −2, 3), ihre
# Quadrate (0, 4, 9), das Mittel ist $\tfrac{13}{3} \approx 4{,}33$.
#
# Quadrate bestrafen große Fehler am stärksten: ein Fehler von 10 kostet so viel wie hundert Fehler von 1.

# %%
def mse(y_pred, y_true):
    """Mittel von (y_pred − y_true)² über alle Elemente.

    Parameters
    ----------
    y_pred : array beliebiger Form
        Was das Netz sagt.
    y_true : array derselben Form
        Was wahr ist.

    Returns
    -------
    float
        Mindestens 0.
    """
    ### BEGIN SOLUTION
    return np.mean((y_pred - y_true) ** 2)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hinweis 1</summary>
#
# Gerechnet wird mit ganzen Arrays: subtrahieren, quadrieren, dann eine Funktion, die das Mittel nimmt.
#
# </details>
#
# <details><summary>Hinweis 2</summary>
#
# Ohne Achse nimmt `np.mean` das Mittel über alle Elemente, welche Form das Array auch hat.
#
# </details>

# %%
check(mse)

# %% [markdown]
# ## Klassen als Zeilen: one-hot
#
# Klassen sind Namen, keine Mengen: Klasse 2 ist nicht das Doppelte von Klasse 1, und 1 statt 2 vorherzusagen ist nicht „weniger falsch“ als 0. Die
# Differenz zweier Klassen bedeutet also nichts. Schreibe eine Klasse stattdessen als **Zeile**: so viele Einträge wie Klassen, alle 0, nur an der Stelle der wahren
# Klasse eine 1. Sie liest sich als Verteilung, in der die Wahrheit sicher ist, neben der Verteilung, die Softmax gibt.
#
# $$Y_{ij} = \begin{cases}1 & \text{wenn } j = y_i\\ 0 & \text{sonst}\end{cases}$$
#
# Für $n$ Klassen $y_i$ von 0 bis $k - 1$ hat $Y$ die Form $(n, k)$. Zeile $i$ von $Y$ ist Zeile $y_i$ der **Einheitsmatrix**, der quadratischen Tabelle mit Einsen auf der
# Diagonale und Nullen sonst. Für $y = (2, 0)$ und drei Klassen ist $Y = \begin{pmatrix}0&0&1\\1&0&0\end{pmatrix}$.
#
# NumPy kann Einträge mit Arrays von Positionen auswählen. Zwei Arten sind hier nützlich.
#
# **Erst vorhersagen.** Was geben die beiden Zeilen der nächsten Zelle aus?

# %%
# Pick whole rows, then single entries, by their positions.
table = np.array([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print("table[[2, 0]]        ", table[[2, 0]].tolist())
print("table[[0, 1], [2, 0]]", table[[0, 1], [2, 0]].tolist())

# %% [markdown]
# <details><summary>Antwort</summary>
#
# `[[7, 8, 9], [1, 2, 3]]`: Zeile 2, dann Zeile 0. Und `[3, 4]`: der Eintrag in Zeile 0 und Spalte 2, dann der in Zeile 1 und Spalte 0. Positionen müssen
# ganze Zahlen sein: `table[[2.0, 0.0]]` ist ein Fehler.
#
# </details>

# %%
def one_hot(y, n_classes):
    """Y[i, j] = 1, wo j gleich y[i] ist, und 0 sonst.

    Parameters
    ----------
    y : array (n,)
        Klassen, ganze Zahlen von 0 bis n_classes − 1; nicht jede muss vorkommen.
    n_classes : int

    Returns
    -------
    array (n, n_classes) aus Nullen und Einsen
    """
    ### BEGIN SOLUTION
    return np.eye(n_classes)[np.asarray(y, dtype=int)]  # an index has to be an integer; labels may come as 0.0 and 1.0
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hinweis 1</summary>
#
# `np.eye(k)` ist die Einheitsmatrix mit k Zeilen. Welche ihrer Zeilen brauchst du für jede Klasse?
#
# </details>
#
# <details><summary>Hinweis 2</summary>
#
# Oder beginne mit `np.zeros` der richtigen Form und setze in jeder Zeile einen Eintrag: Zeile 0 in Spalte `y[0]`, Zeile 1 in Spalte `y[1]` und so weiter. Die letzte
# Zeile der Zelle oben wählt Einträge auf diese Art aus.
#
# </details>

# %%
check(one_hot)

# %% [markdown]
# ## Überraschung
#
# Ein Netz sagt: „Klasse 0 mit Wahrscheinlichkeit 0,7“. Wahr ist Klasse 0. Wie gut war das? Nimm die Wahrscheinlichkeit $p$, die es **der wahren
# Klasse** gab, und sonst nichts. Bei mehreren unabhängigen Beispielen ist die Wahrscheinlichkeit, jedes Mal richtig zu liegen, das Produkt $p_1 p_2 \cdots p_n$. Das
# beste Netz macht dieses Produkt groß. Mit Produkten vieler kleiner Zahlen ist schlecht rechnen, also nimm den Logarithmus, der aus dem Produkt eine
# Summe macht und die Reihenfolge erhält; dann ein Minus, damit klein gut ist:
#
# $$-\log (p_1 p_2 \cdots p_n) = \sum_{i=1}^{n} -\log p_i .$$
#
# $-\log p$ heißt **Überraschung** oder negative Log-Likelihood.
#
# **Erst vorhersagen.** Was kostet es, der wahren Klasse die Wahrscheinlichkeit 1 zu geben? 0,5? 0,01? 0?

# %%
# Draw what a probability of the true class costs.
demo.surprise()

# %% [markdown]
# <details><summary>Antwort</summary>
#
# 0; $-\log 0{,}5 = \log 2 \approx 0{,}69$; $\log 100 \approx 4{,}61$; und mehr als jede Zahl.
#
# </details>

# %% [markdown]
# Sicher und richtig zu sein kostet nichts. Sicher und falsch zu sein kostet ohne Grenze, und das kann der quadratische Fehler einer Wahrscheinlichkeit nicht: er
# wird nie größer als 1.
#
# ## Log-Wahrscheinlichkeiten: log_softmax
#
# Du brauchst also $\log p_{ij}$ mit $p = \text{softmax}(z)$. Erst Softmax und dann den Logarithmus zu nehmen scheitert, und nicht nur bei seltsamen Eingaben: sobald ein
# Score etwa 750 unter dem größten seiner Zeile liegt, wird seine Wahrscheinlichkeit auf 0 gerundet, und $\log 0 = -\infty$: für die Scores $(0, 1000)$ gibt
# `np.log(softmax(z))` das Ergebnis `[[-inf, 0.]]` und die Warnung *divide by zero encountered in log*.
#
# Richtig ist (−1000, 0): eine ganz gewöhnliche Zahl. Nimm den Logarithmus stattdessen auf dem Papier, bevor gerundet wird. Mit
# $p_{ij} = e^{z_{ij}} / \sum_c e^{z_{ic}}$ und $\log\frac{a}{b} = \log a - \log b$ ist
#
# $$\log p_{ij} = z_{ij} - \log \sum_{c=0}^{k-1} e^{z_{ic}} .$$
#
# Der zweite Term heißt **log-sum-exp**. Er kann überlaufen, also ziehe den größten Score der Zeile heraus, $m_i = \max_c z_{ic}$:
#
# $$\log \sum_c e^{z_{ic}} = \log\Big( e^{m_i} \sum_c e^{z_{ic} - m_i} \Big) = m_i + \log \sum_c e^{z_{ic} - m_i} .$$
#
# Die größte Potenz ist nun $e^0 = 1$, die Summe liegt also zwischen 1 und $k$, und ihr Logarithmus ist harmlos. Erst verschieben, dann subtrahieren:
#
# $$s_{ij} = z_{ij} - m_i, \qquad \log p_{ij} = s_{ij} - \log \sum_{c} e^{s_{ic}} .$$
#
# $m$ und die Logarithmen der Summen haben eine Zahl für jede Zeile: Spalten der Form $(n, 1)$, wie in deinem Softmax.
#
# Von Hand: die Zeile $(0, \log 3)$ hat die Wahrscheinlichkeiten $(\tfrac14, \tfrac34)$, ihre Log-Wahrscheinlichkeiten sind also
# $(-\log 4,\ \log 3 - \log 4) \approx (-1{,}386;\ -0{,}288)$.

# %%
def log_softmax(z):
    """log p[i, j] = z[i, j] − log Σ_c exp(z[i, c]), endlich auch, wo eine Wahrscheinlichkeit auf 0 gerundet wird.

    Parameters
    ----------
    z : array (n, k)
        Scores, eine Zeile je Beispiel; bis zu einer Million groß.

    Returns
    -------
    array (n, k)
        Log-Wahrscheinlichkeiten, höchstens 0; endlich, und ohne Warnung.
    """
    ### BEGIN SOLUTION
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hinweis 1</summary>
#
# Zwei Zeilen: die verschobenen Scores $S$, wie in deinem Softmax; dann $S$ minus den Logarithmus von etwas, das eine Zahl für jede Zeile hat.
#
# </details>
#
# <details><summary>Hinweis 2</summary>
#
# Wenn du das Maximum nur innerhalb der Summe abziehst, muss es außerhalb addiert werden, wie $m_i$ in der Formel. Wenn du die verschobenen Scores an beiden
# Stellen nimmst, hebt es sich auf.
#
# </details>

# %%
check(log_softmax)

# %% [markdown]
# ## Kreuzentropie
#
# Nun der Verlust für Klassen: die mittlere Überraschung über die Beispiele.
#
# $$L = -\frac1n \sum_{i=1}^{n} \log p_{i,\,y_i} .$$
#
# Aus jeder Zeile von $\log P$ nimmt sie den einen Eintrag, der zur wahren Klasse gehört. Die Zeilen von `one_hot(y, k)` tun dasselbe: Element für Element multipliziert,
# behalten sie diesen Eintrag und machen die anderen zu 0. Geteilt wird nur durch $n$, nicht durch $nk$: es ist ein Mittel über *Beispiele*.
#
# Von Hand: zwei Beispiele mit Scores $(0, \log 3)$ und $(\log 3, 0)$, beide aus Klasse 1. Die wahre Klasse hat die Wahrscheinlichkeiten $\tfrac34$ und $\tfrac14$, also
# $L = \tfrac12\left(\log\tfrac43 + \log 4\right) \approx \tfrac12(0{,}288 + 1{,}386) = 0{,}837$.
#
# Die Funktion nimmt **Scores**, keine Wahrscheinlichkeiten: nur aus den Scores lässt sie sich berechnen, ohne dass auf null gerundet wird.

# %%
def cross_entropy(z, y):
    """Mittel über die Beispiele von −log softmax(z)[y].

    Parameters
    ----------
    z : array (n, k)
        Scores, eine Zeile je Beispiel; bis zu einer Million groß.
    y : array (n,)
        Wahre Klassen, ganze Zahlen von 0 bis k − 1.

    Returns
    -------
    float
        Mindestens 0; endlich, und ohne Warnung.
    """
    ### BEGIN SOLUTION
    return -log_softmax(z)[np.arange(len(y)), np.asarray(y, dtype=int)].mean()  # labels may come as 0.0 and 1.0
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hinweis 1</summary>
#
# Die Log-Wahrscheinlichkeiten hast du schon. Aus jeder Zeile brauchst du einen Eintrag: den in Spalte `y[i]`.
#
# </details>
#
# <details><summary>Hinweis 2</summary>
#
# Um in jeder Zeile einen Eintrag auszuwählen, gib NumPy zwei Arrays von Positionen: die Zeilen 0, 1, 2, … (`np.arange`) und die Spalten. Oder multipliziere mit den
# One-hot-Zeilen, und achte darauf, wodurch du teilst.
#
# </details>
#
# <details><summary>Hinweis 3</summary>
#
# Der Logarithmus einer Wahrscheinlichkeit ist nie positiv, und ein Verlust ist nie negativ.
#
# </details>

# %%
check(cross_entropy)

# %% [markdown]
# **Erst vorhersagen.** Ein Beispiel, drei Klassen, Klasse 0 ist wahr. Der Score von Klasse 1 bleibt bei 0. Was geschieht mit dem Verlust, wenn der Score von Klasse 0 weit
# nach unten geht, und weit nach oben? Was ändert sich, wenn Klasse 2 einen großen Score hat?

# %%
# Move the score of the true class, 0, and that of class 2.
demo.try_cross_entropy(cross_entropy)

# %% [markdown]
# <details><summary>Antwort</summary>
#
# Weit unten wächst der Verlust wie eine Gerade, weit oben wird er 0. Ein größerer anderer Score schiebt den Knick nach rechts: es zählt, um wie
# viel die wahre Klasse vor der größten der anderen liegt.
#
# </details>

# %% [markdown]
# Weit links ist der Verlust eine Gerade: ein Punkt mehr beim Score, einer weniger beim Verlust. Ein falsches Netz spürt immer einen gleich starken Zug,
# wie falsch es auch ist. Das macht es leicht, auf der Kreuzentropie bergab zu gehen.

# %% [markdown]
# **Eine gute Stelle für eine Pause.** Zwei Aufgaben sind noch übrig. Wenn du zurückkommst, führe zuerst alle Zellen oberhalb der nächsten aus.

# %%
progress("02_loss")

# %% [markdown]
# ## Zwei Klassen, ein Score
#
# Bei zwei Klassen genügt ein Score: $p = \sigma(z)$ ist die Wahrscheinlichkeit von Klasse 1, und $1 - p$ die von Klasse 0. Die Überraschung der wahren Klasse
# ist dann
#
# $$\ell_i = -\big(y_i \log p_i + (1 - y_i)\log(1 - p_i)\big), \qquad L = \frac1n \sum_i \ell_i,$$
#
# wobei $y_i$ 1 oder 0 ist und einen der beiden Terme abschaltet. So geschrieben scheitert es für große $|z|$, wenn $p$ auf 0 oder 1 gerundet wird. Mit dem Logarithmus
# auf dem Papier, wie bei `log_softmax`, wird daraus
#
# $$\ell_i \;=\; \max(z_i, 0) - y_i z_i + \log\!\big(1 + e^{-|z_i|}\big) ,$$
#
# wo der Exponent nie positiv ist.
#
# <details><summary>Wie es dazu kommt</summary>
#
# Mit $\sigma(z) = \frac{1}{1 + e^{-z}}$ und $1 - \sigma(z) = \sigma(-z) = \frac{1}{1 + e^{z}}$
#
# - kostet es für $y = 0$ so viel: $-\log(1-\sigma(z)) = \log(1 + e^{z})$;
# - und für $y = 1$ so viel: $-\log \sigma(z) = \log(1 + e^{-z})$.
#
# Ein Schritt verbindet die beiden. Weil $1 + e^{z} = e^{z}\,(e^{-z} + 1)$ ist, gilt $\log(1 + e^{z}) = z + \log(1 + e^{-z})$. Also kostet es für $y = 1$
# $\log(1 + e^{z}) - z$, und eine Formel genügt für beide: $\ell_i = \log(1 + e^{z_i}) - y_i z_i$. Sie läuft noch über, wo $z$ groß ist. Dort hilft derselbe Schritt:
# nimm $\log(1 + e^{z})$, wie es ist, wo $z \le 0$ ist, und als $z + \log(1 + e^{-z})$, wo $z > 0$ ist.
#
# </details>
#
# Von Hand: $z = (0, \log 3)$ und $y = (0, 1)$. In der ersten Formel: $p = (\tfrac12, \tfrac34)$, also kostet das erste $-\log\tfrac12 = \log 2 \approx 0{,}693$ und das
# zweite $-\log\tfrac34 = \log\tfrac43 \approx 0{,}288$. In der letzten ist das zweite $\log 3 - \log 3 + \log(1 + \tfrac13)$, dasselbe. Das Mittel ist
# $\approx 0{,}490$.
#
# `np.log1p(x)` ist $\log(1 + x)$, genau auch für winzige $x$. Die Klassen gehen hier als Zahlen ein, sie dürfen also Kommazahlen sein, 0.0 und 1.0. In `one_hot` und
# `cross_entropy` sind sie Positionen, und dort sind sie ganze Zahlen (`y.astype(int)` macht sie dazu).

# %%
def binary_cross_entropy(z, y):
    """Mittel über die Beispiele von −y log σ(z) − (1 − y) log(1 − σ(z)).

    Parameters
    ----------
    z : array (n,)
        Ein Score je Beispiel, bis zu einer Million groß; σ(z) ist die Wahrscheinlichkeit von Klasse 1.
    y : array (n,)
        Wahre Klassen, Nullen und Einsen; ganze Zahlen oder Kommazahlen.

    Returns
    -------
    float
        Mindestens 0; endlich, und ohne Warnung.
    """
    ### BEGIN SOLUTION
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hinweis 1</summary>
#
# Beginne mit der Formel mit $\max(z, 0)$: sie hat drei Terme, jeder ein Array mit einer Zahl je Beispiel.
#
# </details>
#
# <details><summary>Hinweis 2</summary>
#
# Das Maximum eines Arrays und 0, Element für Element, ist eine Funktion, die du in Lektion 1 geschrieben hast.
#
# </details>

# %%
check(binary_cross_entropy)

# %% [markdown]
# **Erst vorhersagen.** Ist das ein neuer Verlust? Was gibt die Kreuzentropie für die beiden Scores $(0, z)$? (`np.column_stack` stellt Spalten nebeneinander.)

# %%
# The same examples, with one score and with two.
z_one = np.array([2.0, -1.0, 0.5])
labels = np.array([1, 1, 0])
print("binary cross entropy of z     ", binary_cross_entropy(z_one, labels))
z_two = np.column_stack([np.zeros(3), z_one])
print("cross entropy of scores (0, z)", cross_entropy(z_two, labels))

# %% [markdown]
# <details><summary>Antwort</summary>
#
# Dieselbe Zahl: für Softmax zählt nur die Differenz zweier Scores, und hier ist sie $z$. Die binäre Kreuzentropie ist die Kreuzentropie, in der der Score von Klasse 0
# auf 0 gesetzt ist.
#
# </details>

# %% [markdown]
# ## Genauigkeit
#
# Die Treppe vom Anfang ist trotzdem das, was du *lesen* willst: der Anteil der Beispiele, deren größter Score zur wahren Klasse gehört. Die Genauigkeit (*accuracy*) ist
# für Menschen; der Verlust ist für das Training.
#
# $$\text{accuracy} = \frac1n \sum_{i=1}^{n} \big[\operatorname*{arg\,max}_j z_{ij} = y_i\big],$$
#
# wobei $[\dots]$ 1 ist, wenn die Aussage stimmt, und 0, wenn nicht. In NumPy vergleicht `a == b` Element für Element, und in einem Mittel zählt True 1 und False
# 0. Von Hand: die größten Scores von fünf Zeilen stehen an den Stellen 2, 0, 1, 1, 2, und die wahren Klassen sind 2, 0, 1, 0, 1. Drei von fünf stimmen überein: 0,6.

# %%
def accuracy(z, y):
    """Anteil der Zeilen, deren größter Score der der wahren Klasse ist.

    Parameters
    ----------
    z : array (n, k)
        Scores, eine Zeile je Beispiel.
    y : array (n,)
        Wahre Klassen, ganze Zahlen von 0 bis k − 1.

    Returns
    -------
    float
        Von 0 bis 1.
    """
    ### BEGIN SOLUTION
    return np.mean(z.argmax(axis=1) == y)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hinweis 1</summary>
#
# Erst die vorhergesagte Klasse jeder Zeile, wie in `predict` von Lektion 1. Dann mit `y` vergleichen, und ein Mittel nehmen.
#
# </details>

# %%
check(accuracy)

# %% [markdown]
# Die Genauigkeit sieht nicht, wie sicher ein Netz ist. Multipliziere alle Scores des Monde-Netzes mit demselben Faktor: in jeder Zeile bleibt die Reihenfolge, also bleiben
# die Grenze und die Genauigkeit.
#
# **Erst vorhersagen.** Was geschieht mit dem Verlust, wenn der Faktor 0,01 ist? Wenn er 3 ist?

# %%
# Multiply all scores of the moons network by a factor.
demo.try_sureness(forward, softmax, cross_entropy, accuracy)

# %% [markdown]
# <details><summary>Antwort</summary>
#
# Mit 0,01 liegen alle Wahrscheinlichkeiten nahe einem Halben, und der Verlust, 0,654, liegt nahe $\log 2 = 0{,}693$. Mit 3 ist er fast 0. Hier sind alle Klassen richtig, also
# kostet es nichts, sicherer zu sein; wo Klassen falsch sind, kostet es.
#
# </details>

# %% [markdown]
# ## Was bei jedem Netz als Erstes zu prüfen ist
#
# Vor dem Training weiß ein Netz mit $k$ Klassen nichts. Gibt es jeder Klasse dieselbe Wahrscheinlichkeit $1/k$, dann kostet jedes Beispiel
# $-\log\frac1k = \log k$, was auch immer wahr ist. Du kennst also den ersten Wert des Verlusts, bevor du ihn berechnest: 0,69 bei 2 Klassen, 2,30 bei 10.
#
# Zufällige Gewichte geben nicht genau gleiche Scores, und ohne Grund ungleich zu sein kostet etwas: der Verlust beginnt über $\log k$. Um wie viel, hängt von
# der Größe der Scores ab; eins mehr als $\log k$ ist nichts Ungewöhnliches. Mache für diese Probe also die Scores zehnmal kleiner: dann sind sie fast gleich, und der
# Verlust ist bis auf wenige Hundertstel $\log k$. Ist er es nicht, suche einen Fehler, bevor du trainierst. (Die Achse von $k$ ist logarithmisch, wie in Lektion 1.)

# %%
# The loss of untrained networks for 2 to 50 classes.
demo.before_training(forward, init_params, cross_entropy)

# %% [markdown]
# ## Wo es schiefgeht
#
# Zuerst zwei Fehler in einem Bild. Der Vorsprung ist, um wie viel der Score der wahren Klasse über dem anderen liegt. Was würde jeder der Fehler mit dem Training machen?

# %%
# The loss of one example of two classes, and two with a bug.
demo.bugs_a_and_b(cross_entropy, softmax)

# %% [markdown]
# **A: Softmax zweimal.** Die letzte Schicht des Netzes hat Softmax schon angewendet, und die Kreuzentropie wendet es noch einmal auf die Wahrscheinlichkeiten an. Wahrscheinlichkeiten
# unterscheiden sich höchstens um 1, also kann der Verlust weder in die Nähe von 0 kommen noch wachsen: ein perfektes Netz für zwei Klassen hat immer noch $\log(1 + e^{-1}) = 0{,}31$. Ein Verlust, der
# deutlich über null stehen bleibt, obwohl die Genauigkeit hoch ist, ist das Zeichen.
#
# **B: Die Wahrscheinlichkeit wird abgeschnitten**, bevor der Logarithmus genommen wird, hier bei $10^{-4}$, um $\log 0$ nicht zu begegnen. Wo das Netz am falschesten liegt, ist der Verlust
# flach: nichts zieht zurück. Gegen $\log 0$ hilft log-sum-exp, keine kleine Konstante.
#
# Im dritten Fehler geht es um Formen. Vorhersagen haben die Form (5, 1), weil sie aus einer dichten Schicht mit einer Einheit kommen. Die Wahrheit hat die Form (5,). Die
# Vorhersagen sind genau richtig, also sollte der Verlust 0 sein.

# %%
# Predictions of shape (5, 1) minus the truth of shape (5,).
demo.bug_c()

# %% [markdown]
# **C: (5, 1) minus (5,) ist (5, 5).** Das Broadcasting hat jede Vorhersage mit jeder Wahrheit verglichen. Kein Fehler, und ein Verlust, der 0 nicht erreichen kann, außer wenn alle Wahrheiten
# gleich sind. Im Softmax war eine Spalte von jeder Spalte abzuziehen; Vorhersagen und Wahrheiten sind einzeln zu vergleichen, und dort müssen beide Formen
# gleich sein. `y[:, None]` macht aus (n,) die Form (n, 1), und `Y[:, 0]` macht es rückgängig.

# %% [markdown]
# ## Zwischenstand
#
# Sechs Fragen, dann der Meilenstein.

# %%
quiz(
    "Ein Netz gibt der wahren Klasse bei einem Beispiel die Wahrscheinlichkeit 0,5 und bei einem anderen 0,125. Wie groß ist die Kreuzentropie der beiden, in Einheiten von $\\log 2$?",
    number=2,
    because="−log 0,5 ist log 2, −log 0,125 ist 3 log 2; ihr Mittel ist 2 log 2.",
    wrong={4: "Das ist die Summe. Die Kreuzentropie ist das Mittel über die Beispiele.",
           1.386: "Das ist der Verlust selbst. In Einheiten von $\\log 2$ heißt: wie oft $\\log 2$?",
           -2: "Der Logarithmus einer Wahrscheinlichkeit ist negativ; vor dem Verlust steht ein Minus."},
)

# %%
quiz(
    "Warum nimmt `cross_entropy` Scores und keine Wahrscheinlichkeiten?",
    right={"Die Wahrscheinlichkeit der wahren Klasse kann auf 0 gerundet sein, und dann ist ihr Logarithmus verloren": "Aus den Scores kommt log p genau heraus, durch log-sum-exp."},
    wrong={
        "Weil Softmax langsam ist": "Um die Zeit geht es nicht: log_softmax berechnet dieselben Potenzen.",
        "Weil Scores sich zu 1 addieren": "Wahrscheinlichkeiten tun das. Scores dürfen beliebige Zahlen sein.",
        "Weil sich die Reihenfolge der Klassen im Softmax ändert": "Softmax erhält die Reihenfolge.",
    },
)

# %%
quiz(
    "Zwei Netze haben auf denselben Daten eine Genauigkeit von 90 %. Was weißt du über ihre Verluste?",
    right={
        "Sie können verschieden sein": "Der Verlust sieht auch, wie sicher jede Antwort war.",
        "Keiner ist 0": "Jedes Netz liegt irgendwo falsch, und eine falsche Antwort gibt der wahren Klasse höchstens die Hälfte der Wahrscheinlichkeit.",
    },
    wrong={
        "Sie sind gleich": "Dieselben Klassen können aus sehr verschiedenen Wahrscheinlichkeiten kommen.",
        "Beide sind 0,1": "Der Verlust ist ein Mittel von −log p. Er ist nicht der Anteil der Fehler.",
    },
)

# %%
quiz(
    "`y` hat die Form (8,) und `y_pred` die Form (8, 1). Welche Form hat `y_pred - y`?",
    right={"(8, 8)": "Die Formen werden von rechts ausgerichtet: 1 unter 8, also wird die Spalte 8-mal wiederholt; und y wird für jede der 8 Zeilen wiederholt."},
    wrong={
        "(8,)": "Broadcasting lässt nie eine Achse weg.",
        "(8, 1)": "Die Längen 1 und 8 stehen untereinander, und die 1 wird auf 8 gestreckt.",
        "Es ist ein Fehler": "Es wäre sicherer, wenn es einer wäre. Die Formen passen: 1 passt zu jeder Länge.",
    },
)

# %%
quiz(
    "Zehn Klassen. Ein Netz, das nichts gelernt hat, gibt jeder Klasse denselben Score. Wie groß ist seine Kreuzentropie? (Zwei Stellen nach dem Komma.)",
    number=2.3,
    because="Jede Klasse hat die Wahrscheinlichkeit 1/10, und −log(1/10) = log 10 = 2,30.",
    wrong={1: "Das ist der Logarithmus zur Basis 10. Hier ist log der natürliche Logarithmus.",
           0.9: "Das ist der Anteil falscher Antworten beim Raten.",
           0.1: "Das ist die Wahrscheinlichkeit, und der Verlust ist ihr −log."},
)

# %%
quiz(
    "Während des Trainings siehst du: Genauigkeit 0,99, der Verlust bleibt bei 0,33 stehen, zwei Klassen. Welcher Fehler würde das erklären?",
    right={"Softmax wird zweimal angewendet": "Dann kann der Verlust nicht unter log(1 + 1/e) = 0,31 fallen, wie gut das Netz auch ist."},
    wrong={
        "der Verlust ist eine Summe und kein Mittel": "Eine Summe wäre groß, und sie fiele trotzdem gegen 0.",
        "die Klassen sind One-hot-Zeilen der falschen Klasse": "Dann wäre die Genauigkeit nicht 0,99.",
        "die Scores wurden um ihr Maximum verschoben": "Das ändert nichts; gerade das macht Softmax sicher.",
    },
)

# %% [markdown]
# **Meilenstein.** Deine `cross_entropy` bekommt die Scores eines untrainierten Netzes, Größen `[64, 32, 10]`, für 1797 echte handgeschriebene Ziffern. Mit zehnmal
# kleineren Scores muss der Verlust innerhalb von 0,1 um $\log 10 = 2{,}303$ liegen; mit Scores von null muss er genau $\log 10$ sein.

# %%
milestone("02_loss")

# %% [markdown]
# ## Zum Mitnehmen
#
# - Die Genauigkeit ist eine Treppe, ein Verlust hat eine Steigung: trainiere mit dem Verlust, lies die Genauigkeit.
# - Klassen kosten $-\log p$ der wahren Klasse, im Mittel über die Beispiele: nur $n$ teilt, nicht $nk$.
# - Nimm Logarithmen auf dem Papier: log-sum-exp aus Scores, nie $\log$ einer gerundeten Wahrscheinlichkeit.
# - Vorhersagen und Wahrheiten haben dieselbe Form, bevor sie verglichen werden.
# - Ein untrainiertes Netz mit $k$ Klassen, dessen Scores klein sind, hat einen Verlust von $\log k$.
#
# **Zum Weiterlesen.** Ian Goodfellow, Yoshua Bengio, Aaron Courville, *Deep Learning*, Abschnitte 4.1 (Überlauf) und 6.2 (Kostenfunktionen) · Christopher
# Bishop, *Pattern Recognition and Machine Learning*, Abschnitt 4.3 · Claude Shannon, *A Mathematical Theory of Communication* (1948), woher die Überraschung
# kommt. Und weiter: wie ändert sich der Verlust, wenn sich ein Gewicht ein wenig ändert? Das ist Lektion 3.
