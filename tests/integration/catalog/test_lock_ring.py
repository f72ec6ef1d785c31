"""Who wrote something that refers to a variant may still lock it, whoever else did the same: nobody waits in a ring."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from marketplace.catalog.models import Listing, PriceChange, Variant
from marketplace.catalog.operations.stock import lock_for_change
from marketplace.extensions import db
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from tests.factories import cast, make_listing, make_variant


def test_locking_what_others_refer_to(app: Flask) -> None:
    with app.test_request_context("/en/"), transaction():
        listing = make_listing(cast().business)
        variant_id, listing_id = make_variant(listing).id, listing.id
    with app.app_context():
        alone = db.engine.dialect.name == "sqlite"  # whose transactions follow one another anyway
    together = Barrier(1 if alone else 4)

    def refer(_number: int) -> None:
        with app.test_request_context("/en/"), transaction():
            db.session.add(PriceChange(variant_id=variant_id, price=900, at=now()))
            db.session.flush()
            together.wait(timeout=20)
            lock_for_change(db.session.get_one(Listing, listing_id))
            db.session.get_one(Variant, variant_id).price = 900

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(refer, range(4)))
