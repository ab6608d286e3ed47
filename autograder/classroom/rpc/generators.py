"""Random generators on the wire: their state, and how many children they have spawned; never their seed."""

from typing import Any

import numpy as np

KINDS = ("PCG64", "PCG64DXSM")  # whose state can cross; others stay with their owner
MOST_SPAWNED = 2_000  # children: as many are made anew on the other side


def spawned(generator: np.random.Generator) -> int:
    """How many children it has had, by which `spawn` tells the next ones apart."""
    return int(getattr(generator.bit_generator.seed_seq, "n_children_spawned", 0))


def made(state: dict[str, Any], children: int) -> np.random.Generator:
    """A generator of this state; its children follow from the state, since the seed stays where it is.

    Raises
    ------
    ValueError
        Where there is no such generator.
    """
    # An even increment makes short cycles: a draw that is tried again until it fits would never end.
    if state["bit_generator"] not in KINDS or not state["state"]["inc"] % 2:
        raise ValueError("no such generator")
    if type(children) is not int or not 0 <= children <= MOST_SPAWNED:
        raise ValueError("no generator has so many children")
    seed = np.random.SeedSequence(state["state"]["state"], n_children_spawned=children)
    bits = getattr(np.random, state["bit_generator"])(seed)
    bits.state = state
    return np.random.Generator(bits)


def advance(generator: np.random.Generator, after: np.random.Generator) -> None:
    """Bring a generator to where another one of its kind is."""
    if type(generator.bit_generator) is type(after.bit_generator):
        generator.bit_generator.state = after.bit_generator.state
        more = spawned(after) - spawned(generator)
        if more > 0:
            seed: Any = generator.bit_generator.seed_seq
            seed.spawn(more)
