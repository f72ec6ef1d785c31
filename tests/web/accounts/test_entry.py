"""Signing up, in and out."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import AccountToken, User
from marketplace.accounts.operations import hash_password
from marketplace.extensions import db
from marketplace.facts.services import services
from marketplace.facts.transaction import transaction
from marketplace.facts.worker import run_due_jobs
from tests.factories import make_user

PASSWORD = "quattro parole in fila"


def letters(app: Flask, address: str) -> list[str]:
    with app.app_context():
        run_due_jobs()
        return [mail.text for mail in services().mail.sent_to(address)]


def link_in(text: str) -> str:
    found = re.search(r"http://localhost:\d+(/\S+)", text)
    assert found
    return found[1]


@pytest.fixture
def member(app: Flask) -> User:
    with app.app_context():
        hashed = hash_password(PASSWORD)
        with transaction():
            user = make_user(email="anna@example.org", password_hash=hashed)
        db.session.refresh(user)
        db.session.expunge(user)
        return user


def test_signing_up_confirming_and_coming_in(app: Flask, client: FlaskClient) -> None:
    form = {"name": "Anna Rossi", "email": "Anna@Example.org", "password": PASSWORD}
    assert client.post("/it/signup/", data=form).status_code == 303
    (text,) = letters(app, "anna@example.org")
    path = link_in(text)
    assert path.startswith("/it/confirm-email/")
    assert client.get("/it/account/").status_code == 302, "the link was not opened yet"
    client.get(path)
    assert client.get("/it/account/").status_code == 302, "a mail scanner only follows links"
    assert client.post(path).status_code == 303
    assert "Anna Rossi" in client.get("/it/account/").text
    assert client.post(path).status_code == 410, "a link works once"


def test_signing_up_twice_tells_the_owner_and_nobody_else(app: Flask, client: FlaskClient, member: User) -> None:
    form = {"name": "Somebody", "email": member.email, "password": PASSWORD}
    first = client.post("/en/signup/", data=form)
    other = client.post("/en/signup/", data={**form, "email": "new@example.org"})
    assert (first.status_code, first.location) == (other.status_code, other.location)
    (text,) = letters(app, member.email)
    assert "/login/" in text


def test_login_and_logout(client: FlaskClient, member: User) -> None:
    form = {"email": "ANNA@example.org", "password": PASSWORD}
    answer = client.post("/en/login/?next=/en/account/settings/", data=form)
    assert (answer.status_code, answer.location) == (303, "/en/account/settings/")
    assert client.get("/en/account/").status_code == 200
    client.post("/en/logout/")
    assert client.get("/en/account/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_login_never_leads_off_the_site(client: FlaskClient, member: User, target: str) -> None:
    answer = client.post("/en/login/", data={"email": member.email, "password": PASSWORD, "next": target})
    assert answer.location == "/en/account/"


@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_a_wrong_password_says_the_same_whoever_it_is(client: FlaskClient, member: User, email: str) -> None:
    answer = client.post("/en/login/", data={"email": email, "password": "wrong password"})
    assert answer.status_code == 200
    assert "do not fit together" in answer.text
    assert email in answer.text, "nothing typed is lost"


def test_an_unconfirmed_address_gets_the_link_again(app: Flask, client: FlaskClient, member: User) -> None:
    with app.app_context(), transaction():
        db.session.get_one(User, member.id).email_confirmed_at = None
    assert client.post("/en/login/", data={"email": member.email, "password": PASSWORD}).status_code == 303
    assert client.get("/en/account/").status_code == 302
    assert "/confirm-email/" in letters(app, member.email)[0]


def test_a_new_password_ends_the_other_sessions(app: Flask, client: FlaskClient, member: User) -> None:
    elsewhere = app.test_client()
    for browser in (client, elsewhere):
        browser.post("/en/login/", data={"email": member.email, "password": PASSWORD})
    form = {"current": PASSWORD, "password": "altre quattro parole qui"}
    assert client.post("/en/account/password/", data=form).status_code == 303
    assert client.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302


def test_a_forgotten_password(app: Flask, client: FlaskClient, member: User) -> None:
    known = client.post("/fr/forgot-password/", data={"email": member.email})
    unknown = client.post("/fr/forgot-password/", data={"email": "nobody@example.org"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert letters(app, "nobody@example.org") == []
    path = link_in(letters(app, member.email)[0])
    page = client.get(path)
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert client.post(path, data={"password": "short"}).status_code == 200
    assert client.post(path, data={"password": "une phrase assez longue"}).status_code == 303
    assert client.get("/fr/account/").status_code == 200


def test_a_link_ends_in_time_and_is_kept_as_a_hash(app: Flask, client: FlaskClient, member: User) -> None:
    client.post("/fr/forgot-password/", data={"email": member.email})
    path = link_in(letters(app, member.email)[0])
    with app.app_context():
        assert path.split("/")[-2] not in db.session.query(AccountToken).one().token_hash
        services().clock.advance(minutes=46)
    assert client.post(path, data={"password": "une phrase assez longue"}).status_code == 410


def test_a_closed_session_does_not_come_back(app: Flask, client: FlaskClient, member: User) -> None:
    client.post("/en/login/", data={"email": member.email, "password": PASSWORD})
    assert client.post("/en/account/close/", data={"current": "not mine at all"}).status_code == 200
    assert client.post("/en/account/close/", data={"current": PASSWORD}).status_code == 303
    assert client.get("/en/account/").status_code == 302
    with app.app_context():
        row = db.session.get_one(User, member.id)
        assert (row.name, row.phone) == ("", "")
        assert "anna" not in row.email
