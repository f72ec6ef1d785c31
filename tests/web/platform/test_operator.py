"""The operator's console: for operators alone."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.facts.history import history_of
from marketplace.facts.models import BouncingAddress, OutboxRow
from marketplace.facts.services import now
from marketplace.facts.transaction import transaction
from marketplace.platform.queries import identity
from marketplace.territories.queries import administered_by
from marketplace.web.letters import note_bounce
from tests.factories import Cast, make_user

Login = Callable[[User], FlaskClient]
PAGES = ("users/", "identity/", "jobs/", "bounces/")
POSTS = ("jobs/1/retry/", "bounces/forget/")
FORM = {
    "legal_name": "Union des vallées",
    "legal_form": "Association",
    "address": "Place fictive, 05100 Briançon",
    "country": "FR",
    "register_number": "W051000000",
    "publication_director": "Solène Exemple",
    "email": "bonjour@versant.example",
    "host": "Hébergeur Fictif, Grenoble",
}


@pytest.mark.parametrize("name", ["owner", "stranger", "buyer", "moderator"])
def test_others_find_nothing_here(people: Cast, login: Login, name: str) -> None:
    client = login(getattr(people, name))
    for path in ("", *PAGES, f"users/{people.buyer.id}/"):
        assert client.get(f"/en/operator/{path}").status_code == 404
    for path in POSTS:
        assert client.post(f"/en/operator/{path}", data={"address": "x@example.org"}).status_code == 404


def test_visitors_are_asked_to_log_in(client: FlaskClient) -> None:
    for path in ("", *PAGES):
        assert client.get(f"/en/operator/{path}").location.startswith("/en/login/")


def test_every_page_opens(people: Cast, login: Login) -> None:
    client = login(people.operator)
    for path in PAGES:
        assert client.get(f"/fr/operator/{path}").status_code == 200
    assert client.get("/fr/operator/").location == "/fr/operator/users/"


def test_people_with_a_role_come_first_and_others_by_search(people: Cast, login: Login) -> None:
    client = login(people.operator)
    page = client.get("/en/operator/users/").text
    assert "Moderator" in page
    assert people.buyer.email not in page
    assert people.buyer.email in client.get("/en/operator/users/?q=buyer").text
    assert people.buyer.email in client.get(f"/en/operator/users/?q={people.buyer.email.upper()}").text
    assert "Nobody found" in client.get("/en/operator/users/?q=%25").text


def test_long_lists_have_pages(app: Flask, people: Cast, login: Login) -> None:
    with app.app_context(), transaction():
        for number in range(31):
            make_user(name=f"Zoé {number:02}")
    client = login(people.operator)
    assert "Zoé 30" not in client.get("/en/operator/users/?q=Zoé").text
    assert "Zoé 30" in client.get("/en/operator/users/?q=Zoé&page=2").text
    assert client.get("/en/operator/users/?q=Zoé&page=3").status_code == 404


def test_giving_and_taking_roles(app: Flask, people: Cast, login: Login) -> None:
    client = login(people.operator)
    path = f"/en/operator/users/{people.buyer.id}/"
    data = {"operator": "y", "territories": ["maurienne", "val-sangone"]}
    assert client.post(path, data=data).status_code == 303
    with app.app_context():
        assert db.session.get_one(User, people.buyer.id).is_operator
        assert administered_by(people.buyer.id) == {"maurienne", "val-sangone"}
        past = [(row.verb, row.actor_id) for row in history_of("user", people.buyer.id)]
    assert past == [("operator set", people.operator.id), ("territories set", people.operator.id)]
    page = client.get(path).text
    assert "Became an operator" in page
    assert "Looks after: Maurienne, Val Sangone" in page
    assert client.post(path, data={"csrf_token": "as every browser sends"}).status_code == 303
    with app.app_context():
        assert not db.session.get_one(User, people.buyer.id).is_operator
        assert administered_by(people.buyer.id) == frozenset()


def test_nobody_takes_the_role_from_themselves(app: Flask, people: Cast, login: Login) -> None:
    page = login(people.operator).post(f"/en/operator/users/{people.operator.id}/", data={"territories": ["maurienne"]})
    assert page.status_code == 200
    assert "nobody takes the role from themselves" in page.text
    with app.app_context():
        assert db.session.get_one(User, people.operator.id).is_operator
        assert administered_by(people.operator.id) == frozenset()


def test_a_valley_that_does_not_exist_is_refused(app: Flask, people: Cast, login: Login) -> None:
    page = login(people.operator).post(f"/en/operator/users/{people.buyer.id}/", data={"territories": ["atlantis"]})
    assert page.status_code == 200
    with app.app_context():
        assert administered_by(people.buyer.id) == frozenset()


def test_accounts_that_do_not_exist_or_are_closed(app: Flask, people: Cast, login: Login) -> None:
    with app.app_context(), transaction():
        db.session.get_one(User, people.buyer.id).closed_at = now()
    client = login(people.operator)
    assert client.get(f"/en/operator/users/{people.buyer.id}/").status_code == 404
    assert client.get("/en/operator/users/999999/").status_code == 404


def test_the_legal_identity(app: Flask, people: Cast, login: Login) -> None:
    client = login(people.operator)
    assert client.post("/en/operator/identity/", data=FORM).status_code == 303
    assert client.post("/en/operator/identity/", data={**FORM, "legal_name": "Autre"}).status_code == 303
    with app.app_context():
        row = identity()
        assert (row.legal_name, row.host) == ("Autre", "Hébergeur Fictif, Grenoble")
        assert [each.data["fields"] for each in history_of("platform", row.id)][1:] == [["legal_name"]]
    assert "Autre" in client.get("/en/about/legal-notice/").text


def test_an_identity_that_lacks_something_is_not_kept(app: Flask, people: Cast, login: Login) -> None:
    page = login(people.operator).post("/en/operator/identity/", data={**FORM, "email": "nobody"})
    assert page.status_code == 200
    assert "Write the whole e-mail address" in page.text
    assert "Union des vallées" in page.text
    with app.app_context():
        assert identity().legal_name == ""


def test_a_parked_job_is_shown_and_runs_again(app: Flask, people: Cast, login: Login) -> None:
    with app.app_context(), transaction():
        row = OutboxRow(kind="x", handler="accounts.mail_token", payload={"token_id": 1}, attempts=8)
        row.created_at = row.due_at = row.parked_at = now()
        row.error = "Traceback\nValueError: <b>no</b>"
        db.session.add(row)
        db.session.flush()
        number = row.id
    client = login(people.operator)
    page = client.get("/en/operator/jobs/").text
    assert "accounts.mail_token" in page
    assert "ValueError: &lt;b&gt;no&lt;/b&gt;" in page
    assert client.post(f"/en/operator/jobs/{number}/retry/").status_code == 303
    with app.app_context():
        row = db.session.get_one(OutboxRow, number)
        assert (row.parked_at, row.attempts) == (None, 0)
    assert "does not wait any more" in client.post(f"/en/operator/jobs/{number}/retry/", follow_redirects=True).text


def test_forgetting_an_address_that_bounced(app: Flask, people: Cast, login: Login) -> None:
    with app.app_context():
        note_bounce("gone@example.org", "no such mailbox")
        note_bounce("full@example.org", "full")
    client = login(people.operator)
    assert "no such mailbox" in client.get("/en/operator/bounces/").text
    assert client.post("/en/operator/bounces/forget/", data={"address": "gone@example.org"}).status_code == 303
    with app.app_context():
        assert db.session.scalars(db.select(BouncingAddress.address)).all() == ["full@example.org"]
    assert client.post("/en/operator/bounces/forget/", data={}).status_code == 400
