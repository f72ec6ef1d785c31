"""Dice that fall the same way for the same seed, on every machine and Python version."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Only `Random.random` is promised to stay the same between Python versions, so everything is drawn from it."""

    def __init__(self, seed: str) -> None:
        self._next = Random(seed).random

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + (high - low) * self._next()

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._next() * len(items))]

    def chance(self, share: float) -> bool:
        """True in that share of throws."""
        return self._next() < share
