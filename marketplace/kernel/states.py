"""Legal moves as a table that the program checks; saving a state and doing what follows from it happen elsewhere."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from marketplace.kernel.errors import Conflict

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


class IllegalMove(Conflict):
    """The event cannot happen in this state; `params` name both, by their values."""

    def __init__(self, state: str, event: str) -> None:
        super().__init__("illegal-move", state=state, event=event)

    def __reduce__(self) -> tuple[type["IllegalMove"], tuple[str, str]]:
        return type(self), (str(self.params["state"]), str(self.params["event"]))


class StateTable(Generic[S, E]):
    """The life of one kind of thing: where it begins, and for each state which event leads where.

    A state without a row of its own is final. Raises ValueError for a row that leads nowhere.
    """

    def __init__(self, initial: S, moves: Mapping[S, Mapping[E, S]]) -> None:
        empty = [state for state, row in moves.items() if not row]
        if empty:
            raise ValueError(f"leave final states out of the table: {empty}")
        self.initial = initial
        self._moves = {state: dict(row) for state, row in moves.items()}

    @property
    def states(self) -> tuple[S, ...]:
        return tuple(type(self.initial))

    def next_state(self, state: S, event: E) -> S:
        """Where `event` leads from `state`; IllegalMove if it cannot happen there."""
        try:
            return self._moves[state][event]
        except KeyError:
            raise IllegalMove(state.value, event.value) from None

    def events_from(self, state: S) -> tuple[E, ...]:
        """What can happen in `state`, in the table's order."""
        return tuple(self._moves.get(state, {}))

    def is_final(self, state: S) -> bool:
        return state not in self._moves

    def moves(self) -> Iterator[tuple[S, E, S]]:
        """Every legal move, as (from, event, to)."""
        for state, row in self._moves.items():
            for event, target in row.items():
                yield state, event, target

    def reachable_from(self, state: S) -> frozenset[S]:
        """`state` and everything that it can still become."""
        found, waiting = {state}, [state]
        while waiting:
            for target in self._moves.get(waiting.pop(), {}).values():
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return frozenset(found)

    def unreachable(self) -> frozenset[S]:
        """States that nothing leads to: a test of every table expects none."""
        return frozenset(self.states) - self.reachable_from(self.initial)

    def endless(self) -> frozenset[S]:
        """States from which no final state can be reached: a test expects none, unless the thing never ends."""
        return frozenset(
            state for state in self.states if not any(self.is_final(end) for end in self.reachable_from(state))
        )
