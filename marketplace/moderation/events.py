"""What administrators did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision was made; the owner is told, with its reason."""

    decision_id: int
