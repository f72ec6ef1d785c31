import pickle
from enum import StrEnum

import pytest

from marketplace.kernel.errors import Conflict
from marketplace.kernel.states import IllegalMove, StateTable


class Cheese(StrEnum):
    FRESH = "fresh"
    AGEING = "ageing"
    SOLD = "sold"
    LOST = "lost"


class Event(StrEnum):
    STORE = "store"
    TURN = "turn"
    SELL = "sell"


TABLE = StateTable(
    Cheese.FRESH,
    {
        Cheese.FRESH: {Event.STORE: Cheese.AGEING, Event.SELL: Cheese.SOLD},
        Cheese.AGEING: {Event.TURN: Cheese.AGEING, Event.SELL: Cheese.SOLD},
    },
)


def test_legal_moves_and_no_others():
    legal = {(state, event): target for state, event, target in TABLE.moves()}
    assert len(legal) == 4
    for state in Cheese:
        for event in Event:
            if (state, event) in legal:
                assert TABLE.next_state(state, event) is legal[state, event]
            else:
                with pytest.raises(IllegalMove):
                    TABLE.next_state(state, event)


def test_an_illegal_move_names_state_and_event():
    with pytest.raises(Conflict) as refusal:
        TABLE.next_state(Cheese.SOLD, Event.TURN)
    assert refusal.value.code == "illegal-move"
    assert refusal.value.params == {"state": "sold", "event": "turn"}
    assert pickle.loads(pickle.dumps(refusal.value)).params == {"state": "sold", "event": "turn"}


def test_events_come_in_the_tables_order():
    assert TABLE.events_from(Cheese.FRESH) == (Event.STORE, Event.SELL)
    assert TABLE.events_from(Cheese.SOLD) == ()


def test_a_state_without_a_row_is_final():
    assert [state for state in Cheese if TABLE.is_final(state)] == [Cheese.SOLD, Cheese.LOST]


def test_states_that_nothing_leads_to_are_found():
    assert TABLE.unreachable() == {Cheese.LOST}


def test_states_that_lead_to_no_end_are_found():
    circle = StateTable(
        Cheese.FRESH,
        {
            Cheese.FRESH: {Event.STORE: Cheese.AGEING, Event.SELL: Cheese.SOLD},
            Cheese.AGEING: {Event.TURN: Cheese.LOST},
            Cheese.LOST: {Event.TURN: Cheese.AGEING},
        },
    )
    assert circle.endless() == {Cheese.AGEING, Cheese.LOST}
    assert TABLE.endless() == frozenset()


def test_an_empty_row_is_refused():
    with pytest.raises(ValueError):
        StateTable(Cheese.FRESH, {Cheese.FRESH: {Event.SELL: Cheese.SOLD}, Cheese.SOLD: {}})


def test_the_table_cannot_be_changed_from_outside():
    row = {Event.SELL: Cheese.SOLD}
    table = StateTable(Cheese.FRESH, {Cheese.FRESH: row})
    row[Event.TURN] = Cheese.FRESH
    assert table.events_from(Cheese.FRESH) == (Event.SELL,)
