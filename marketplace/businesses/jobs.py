"""What businesses do about facts of others."""

from sqlalchemy import select

from marketplace.businesses.models import Business, BusinessPhoto
from marketplace.businesses.operations import touch
from marketplace.extensions import db
from marketplace.facts.outbox import Job
from marketplace.facts.transaction import transaction


def show_photo(job: Job) -> None:
    """A photo became ready: the card that it stands on looks different now."""
    with transaction():
        business = db.session.scalar(
            select(Business).join(BusinessPhoto).where(BusinessPhoto.photo_id == job.payload["photo_id"])
        )
        if business is not None:
            touch(business)
