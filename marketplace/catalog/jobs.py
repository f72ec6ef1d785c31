"""The worker's part."""

from marketplace.catalog.operations.photos import listing_of_photo
from marketplace.catalog.operations.stock import lock_for_change, touch
from marketplace.facts.outbox import Job
from marketplace.facts.transaction import transaction


def show_photo(job: Job) -> None:
    """PhotoReady: a listing that shows the photo looks different now."""
    with transaction():
        listing = listing_of_photo(job.payload["photo_id"])
        if listing is not None:
            lock_for_change(listing)
            touch(listing)
