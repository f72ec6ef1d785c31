"""The whole site with its demo, as different people: no dead link, nothing inline or foreign, nothing of others."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.accounts.models import Address, User
from marketplace.app import create_app
from marketplace.demo.operations import load_demo
from marketplace.extensions import db
from marketplace.facts.worker import give_positions
from marketplace.orders.models import Purchase
from marketplace.search.operations import index_changes
from tests.conftest import test_config as config_for
from tests.crawler import Page, crawl, kind_of, read_page

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("crawl")]

HOST = "http://localhost"
OWNER, BUYER, OTHER_BUYER = "solene.termignol.roux@courrier.example", "chiara.bellotto@posta.example", ""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
Visits = list[tuple[str, str, TestResponse, Page]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("crawl")
    app = create_app(config_for(f"sqlite:///{folder / 'demo.sqlite'}", folder, SITE_URL=HOST))
    with app.app_context():
        db.create_all()
        load_demo()
        while give_positions() or index_changes():
            db.session.remove()
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


def sign_in(app: Flask, email: str) -> FlaskClient:
    visitor = app.test_client()
    with app.app_context(), visitor.session_transaction() as session:
        session["_user_id"] = db.session.scalars(db.select(User).where(User.email == email)).one().get_id()
        session["_fresh"] = True
    return visitor


def english(address: str) -> bool:
    return urlsplit(address).path.startswith(("/en/", "/development"))


def walk(visitor: FlaskClient, start: str = "/en/", follow: Callable[[str], bool] = english) -> Visits:
    return [
        (address, whence, answer, read_page(answer.text if answer.mimetype == "text/html" else "", address))
        for address, whence, answer in crawl(visitor, HOST + start, follow)
    ]


@pytest.fixture(scope="module")
def anonymous(demo: Flask) -> Visits:
    return walk(demo.test_client())


@pytest.fixture(scope="module")
def owners(demo: Flask) -> Visits:
    private = ("/en/dashboard", "/en/account", "/en/orders", "/en/handover")
    return walk(sign_in(demo, OWNER), "/en/dashboard/", lambda link: urlsplit(link).path.startswith(private))


@pytest.fixture(params=["anonymous", "owners"])
def visits(request: pytest.FixtureRequest) -> Visits:
    found: Visits = request.getfixturevalue(request.param)
    assert len(found) > 15
    return found


def test_no_link_is_dead(visits: Visits) -> None:
    assert [
        (address, whence, answer.status_code) for address, whence, answer, _ in visits if answer.status_code >= 400
    ] == []


def test_pages_are_whole(visits: Visits) -> None:
    wrong = [
        (page.address, page.language, page.headings, page.title)
        for _, _, answer, page in visits
        if answer.mimetype == "text/html" and answer.status_code == 200 and "/development/" not in page.address
        if page.language != "en" or page.headings != 1 or not page.title.strip(" ·\n")
    ]
    assert wrong == []


def test_nothing_is_inline_or_foreign(visits: Visits) -> None:
    assert [(page.address, page.inline) for *_, page in visits if page.inline] == []
    foreign = {url for *_, page in visits for url in page.resources if urlsplit(url).netloc not in ("", "localhost")}
    assert foreign == set()


def test_headers_are_everywhere(visits: Visits) -> None:
    for address, _, answer, _ in visits:
        policy = answer.headers.get("Content-Security-Policy", "")
        assert all(part in policy for part in POLICY) and "unsafe" not in policy, address
        assert all(answer.headers.get(name) == value for name, value in HEADERS.items()), address
        assert "Referrer-Policy" in answer.headers and "Permissions-Policy" in answer.headers, address


def test_what_pages_load_is_there(demo: Flask, visits: Visits) -> None:
    visitor = demo.test_client()
    wanted = {urlsplit(url).path for *_, page in visits for url in page.resources if not url.startswith("data:")}
    missing = []
    for path in sorted(wanted):
        with visitor.get(path) as answer:
            if answer.status_code != 200:
                missing.append(path)
    assert missing == []


def test_other_languages_answer(demo: Flask, anonymous: Visits) -> None:
    visitor, missing, dead, kinds = demo.test_client(), [], [], set()
    for address, _, answer, page in anonymous:
        if answer.mimetype != "text/html" or answer.status_code != 200 or page.robots or "/development/" in address:
            continue
        if set(page.alternates) != {"fr", "it", "en", "x-default"}:
            missing.append(address)
        kind = kind_of(address)[0].split("/")[2:3]
        for code in ("fr", "it"):
            if (code, *kind) not in kinds and visitor.get(page.alternates.get(code, "/")).status_code != 200:
                dead.append(page.alternates.get(code))
            if len(kind) and address.count("/") > 5:
                kinds.add((code, *kind))
    assert missing == [] and dead == []


def test_secret_pages_stay_secret(demo: Flask) -> None:
    visitor = sign_in(demo, BUYER)
    secret = [
        each
        for each in walk(visitor, "/en/account/orders/", lambda link: "/orders/" in link)
        if "/en/orders/" in each[0]
    ]
    assert secret
    for address, _, answer, _ in secret:
        assert answer.headers["Cache-Control"] == "no-store", address
        assert answer.headers["Referrer-Policy"] == "no-referrer", address
        assert "noindex" in answer.headers["X-Robots-Tag"], address


def test_nothing_of_one_person_is_found_by_another(demo: Flask, anonymous: Visits) -> None:
    """The owner of one business and a visitor, after the buyer has been everywhere."""
    walk(sign_in(demo, BUYER), "/en/account/", lambda link: "/account" in link or "/en/orders" in link)
    with demo.app_context():
        user = db.session.scalars(db.select(User).where(User.email == BUYER)).one()
        streets = db.session.scalars(db.select(Address.street).where(Address.user_id == user.id)).all()
        codes = db.session.scalars(db.select(Purchase.code).where(Purchase.user_id == user.id)).all()
        words = [word for word in (user.email, user.name, *streets, *codes) if word]
    assert len(words) > 2
    again = walk(demo.test_client(), follow=lambda link: english(link) and "/listings/" not in link)
    for address, _, answer, _ in (*anonymous, *again):
        if "/development/" not in address and answer.mimetype == "text/html":
            assert [word for word in words if word in answer.text] == [], address
            assert answer.cache_control.private or answer.cache_control.no_store, address
