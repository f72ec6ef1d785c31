"""Where and when a business hands over, week by week."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import time

from sqlalchemy import select

from marketplace.extensions import db
from marketplace.fulfilment.models import CollectionPlace, WeeklySlot
from marketplace.territories.queries import commune_index


@dataclass(frozen=True, slots=True)
class PlaceWeek:
    """A collection place; `slots` are (weekday, starts, ends) through the week, `notes` (language, words)."""

    id: int
    name: str
    address: str
    commune: str
    notes: tuple[tuple[str, str], ...]
    slots: tuple[tuple[int, time, time], ...]

    def note(self, language: str) -> tuple[str, str] | None:
        """How to find it and the language that is said in: the reader's, else any."""
        notes = dict(self.notes)
        if language in notes:
            return notes[language], language
        return (self.notes[0][1], self.notes[0][0]) if self.notes else None


def places_of(business_id: int) -> tuple[PlaceWeek, ...]:
    """The places with a weekly slot, in the order they were made; one query. Equal values mean an equal page."""
    rows = db.session.execute(
        select(
            CollectionPlace.id,
            CollectionPlace.name,
            CollectionPlace.address,
            CollectionPlace.commune,
            CollectionPlace.notes,
            WeeklySlot.weekday,
            WeeklySlot.starts,
            WeeklySlot.ends,
        )
        .join(WeeklySlot, WeeklySlot.place_id == CollectionPlace.id)
        .where(CollectionPlace.business_id == business_id, CollectionPlace.active, WeeklySlot.active)
        .order_by(CollectionPlace.id, WeeklySlot.weekday, WeeklySlot.starts)
    ).all()
    slots: defaultdict[int, list[tuple[int, time, time]]] = defaultdict(list)
    for row in rows:
        slots[row.id].append((row.weekday, row.starts, row.ends))
    return tuple(
        PlaceWeek(
            id=row.id,
            name=row.name,
            address=row.address,
            commune=commune_index()[row.commune].name,
            notes=tuple(sorted((language, words) for language, words in row.notes.items() if words)),
            slots=tuple(slots[row.id]),
        )
        for row in {row.id: row for row in rows}.values()
    )
