"""Publishing, pausing, hiding and taking away. What is shown is complete."""

from sqlalchemy import update

from marketplace.catalog.events import ListingPublished
from marketplace.catalog.models import Listing
from marketplace.catalog.operations.stock import touch
from marketplace.catalog.queries import identity_of, missing_of
from marketplace.catalog.rules import LISTING_STATES, ListingEvent, ListingIncomplete, ListingState
from marketplace.extensions import db
from marketplace.facts.history import remember
from marketplace.facts.outbox import record
from marketplace.facts.services import now
from marketplace.kernel.errors import Conflict


def publish(listing: Listing, actor_id: int | None) -> None:
    """Shows a draft to everybody: at once where its business is approved, otherwise as soon as it is.

    Raises:
        ListingIncomplete: it lacks something.
        IllegalMove: it is no draft.
    """
    refuse_incomplete(listing)
    _move(listing, ListingEvent.PUBLISH, actor_id)
    listing.published_at = listing.published_at or now()
    record(ListingPublished(listing.id))


def pause(listing: Listing, actor_id: int | None) -> None:
    """Takes a live listing off the shelf for a while. Raises IllegalMove."""
    _move(listing, ListingEvent.PAUSE, actor_id)


def resume(listing: Listing, actor_id: int | None) -> None:
    """Puts a paused listing back. Raises ListingIncomplete and IllegalMove."""
    refuse_incomplete(listing)
    _move(listing, ListingEvent.RESUME, actor_id)


def archive(listing: Listing, actor_id: int | None) -> None:
    """Takes a listing away for good; orders that name it stay. Raises IllegalMove."""
    _move(listing, ListingEvent.ARCHIVE, actor_id)


def hide(listing: Listing, actor_id: int | None) -> None:
    """An administrator takes it from view; the reason lies with the decision. Raises IllegalMove."""
    _move(listing, ListingEvent.HIDE, actor_id)


def unhide(listing: Listing, actor_id: int | None) -> None:
    """An administrator lets it be seen again. Raises as `resume` does."""
    refuse_incomplete(listing)
    _move(listing, ListingEvent.UNHIDE, actor_id)


def refuse_incomplete(listing: Listing) -> None:
    """Raises ListingIncomplete where the listing lacks what the law or a buyer needs."""
    missing = missing_of(listing, identity_of(listing.business))
    if missing:
        raise ListingIncomplete(missing)


def _move(listing: Listing, event: ListingEvent, actor_id: int | None) -> None:
    state = ListingState(listing.state)
    target = LISTING_STATES.next_state(state, event)
    moved = db.session.execute(
        update(Listing).where(Listing.id == listing.id, Listing.state == state).values(state=target),
        execution_options={"synchronize_session": False},
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Conflict("changed-meanwhile", retryable=True)
    db.session.expire(listing, ["state"])
    remember("listing", listing.id, event.value, actor_id)
    touch(listing)
