"""Two people of one business change its name at once: both are answered, and one address is left behind."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from marketplace.businesses.models import Business, BusinessSlug
from marketplace.businesses.operations import change_business
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from tests.factories import cast


def test_renaming_at_once(app: Flask) -> None:
    with app.test_request_context("/en/"):
        business_id = cast().business.id

    def rename(_number: int) -> None:
        with app.test_request_context("/en/"), transaction():
            change_business(db.session.get_one(Business, business_id), None, name="Somebody")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(rename, range(8)))
    with app.app_context():
        assert db.session.get_one(Business, business_id).slug == "somebody"
        assert [row.slug for row in db.session.query(BusinessSlug)] == ["ferme-des-arolles"]
