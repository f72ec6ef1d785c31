"""Keeping the index: after every change, and from nothing."""

from collections.abc import Iterator

from sqlalchemy import func, select

from marketplace.catalog.models import Listing
from marketplace.extensions import db
from marketplace.facts.models import OutboxRow
from marketplace.facts.services import services
from marketplace.ports.search import Commit, IndexNotWritten, SearchDocument
from marketplace.search.queries.documents import business_documents, business_key, listing_documents, listing_key

BATCH = 200
KINDS = ("businesses.BusinessChanged", "catalog.ListingChanged")


def index_changes() -> bool:
    """Reads the changes after the index's watermark and applies them; True when there were any.

    An index that cannot be used is made again from the database first.
    """
    engine = services().search
    status = engine.status()
    if not status.usable:
        rebuild()
        return True
    rows = db.session.execute(
        select(OutboxRow.position, OutboxRow.kind, OutboxRow.payload)
        .where(OutboxRow.handler.is_(None), OutboxRow.position > status.watermark)
        .order_by(OutboxRow.position)
        .limit(BATCH)
    ).all()
    if not rows:
        return False
    businesses = {row.payload["business_id"] for row in rows if row.kind == KINDS[0]}
    listings = {row.payload["listing_id"] for row in rows if row.kind == KINDS[1]}
    listings.update(db.session.scalars(select(Listing.id).where(Listing.business_id.in_(businesses))))
    upserts = [*business_documents(businesses), *listing_documents(listings)]
    gone = {business_key(number) for number in businesses} | {listing_key(number) for number in listings}
    gone -= {document.id for document in upserts}
    db.session.rollback()
    try:
        engine.apply(upserts, gone, rows[-1].position)
    except IndexNotWritten:  # another one is writing, or the disk is full: the watermark stays, so nothing is lost
        return False
    return True


def rebuild() -> Commit:
    """Makes the index anew from the database, beside the old one. Raises IndexNotWritten."""
    watermark = db.session.scalar(select(func.max(OutboxRow.position))) or 0
    commit = services().search.rebuild(_everything(), watermark)
    db.session.rollback()
    return commit


def _everything() -> Iterator[SearchDocument]:
    yield from business_documents()
    yield from listing_documents()
