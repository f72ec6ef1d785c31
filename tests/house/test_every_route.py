"""Every route and everybody: who gets in, who does not, and nothing of one business changes by another's hand.

New routes are found by themselves; a parameter that tests/world.py cannot fill fails here.
"""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from marketplace.accounts.models import User
from marketplace.extensions import db
from marketplace.web.access import Access, declared_access
from tests.forms import forms_of
from tests.world import PRIVATE, World, make_world

Login = Callable[[User], FlaskClient]
OUTSIDERS = {
    Access.OWNER: ("stranger", "buyer", "moderator", "other_moderator", "operator"),
    Access.MODERATOR: ("owner", "staff", "stranger", "buyer", "other_moderator", "operator"),
    Access.OPERATOR: ("owner", "staff", "stranger", "buyer", "moderator", "other_moderator"),
    Access.MEMBER: ("staff", "stranger", "buyer", "moderator", "other_moderator", "operator"),
}
INSIDER = {
    Access.ANYONE: "buyer",
    Access.SECRET_LINK: "buyer",
    Access.MEMBER: "owner",
    Access.OWNER: "owner",
    Access.MODERATOR: "moderator",
    Access.OPERATOR: "operator",
}
THEIR_OWN = {"basket", "basket_line", "basket_collection", "outbox", "outbox_counter", "account_token", "history"}
ABSENT = {"media.photo", "mails.letter", "mails.html", "mails.attachment"}  # no file, no letter: a 404 is right
OWN_ROWS_ONLY = {"moderation.queue", "moderation.history"}  # without a parameter: each administrator's own


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)  # a fault is an answer here: 500
    return make_world(app)


def routes(app: Flask, method: str) -> list[tuple[Rule, Access]]:
    found = [
        (rule, declared_access(app, rule.endpoint))
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint != "static"
    ]
    assert all(access is not None for _, access in found)
    return [(rule, access) for rule, access in found if access is not None]


def path(app: Flask, world: World, rule: Rule) -> str:
    with app.test_request_context("/en/"):
        return app.url_map.bind("localhost").build(rule.endpoint, world.fill(rule))


def snapshot(app: Flask, world: World) -> dict[str, list[Any]]:
    """All rows but those which anybody may have of their own; of people and addresses the first business's."""
    kept: dict[str, list[Any]] = {}
    with app.app_context():
        for table in db.metadata.sorted_tables:
            if table.name in THEIR_OWN:
                continue
            rows = db.select(table).order_by(*table.primary_key.columns)
            if table.name in ("user", "address"):
                rows = rows.where(table.c.id == (world.users["owner"].id if table.name == "user" else table.c.id))
            kept[table.name] = [tuple(row) for row in db.session.execute(rows)]
    return kept


def is_login(answer: TestResponse) -> bool:
    return answer.status_code in (302, 303) and "/login/" in (answer.location or "")


def test_reading(app: Flask, world: World, login: Login) -> None:
    clients = {name: login(user) for name, user in world.users.items()} | {"anonymous": app.test_client()}
    wrong = []
    for rule, access in routes(app, "GET"):
        address = path(app, world, rule)
        for name, visitor in clients.items():
            answer = visitor.get(address)
            if not right(rule, access, name, answer):
                wrong.append((name, address, answer.status_code, answer.location))
            seen = [word for word in PRIVATE if word in answer.text] if "svg" not in answer.mimetype else []
            if seen and access is not Access.SECRET_LINK and name in (*OUTSIDERS.get(access, ()), "anonymous"):
                wrong.append((name, address, "sees", seen))
    assert wrong == []


def right(rule: Rule, access: Access, name: str, answer: TestResponse) -> bool:
    if answer.status_code >= 500:
        return answer.status_code == 503 and rule.endpoint == "health.readyz"
    if name == "anonymous" and access not in (Access.ANYONE, Access.SECRET_LINK):
        return is_login(answer)
    if name == INSIDER[access]:
        return answer.status_code < 400 or rule.endpoint in ABSENT
    if access in (Access.ANYONE, Access.SECRET_LINK):
        return answer.status_code < 400 or answer.status_code == 404
    if name in OUTSIDERS[access] and (access is not Access.MEMBER or rule.arguments - {"lang"}):
        return answer.status_code == 404 or (rule.endpoint in OWN_ROWS_ONLY and name == "other_moderator")
    return answer.status_code < 400 or answer.status_code in (403, 404)


def filled_in(app: Flask, world: World, insider: FlaskClient, access: Access) -> dict[str, list[tuple[str, str]]]:
    """What those who may would send, by address: read from the forms of all their pages."""
    sent: dict[str, list[tuple[str, str]]] = {}
    for rule, declared in routes(app, "GET"):
        if declared is access:
            address = path(app, world, rule)
            answer = insider.get(address)
            if answer.mimetype == "text/html":
                sent |= {form.action: form.fields for form in forms_of(answer.text, address) if form.method == "post"}
    return sent


@pytest.mark.parametrize("access", list(OUTSIDERS), ids=str)
def test_writing(app: Flask, world: World, login: Login, access: Access) -> None:
    """Everybody else sends exactly what those who may would send."""
    sent = filled_in(app, world, login(world.users[INSIDER[access]]), access)
    before, wrong = snapshot(app, world), []
    for rule, declared in routes(app, "POST"):
        if declared is not access or (access is Access.MEMBER and not rule.arguments - {"lang"}):
            continue
        address = path(app, world, rule)
        for name in (*OUTSIDERS[access], "anonymous"):
            visitor = login(world.users[name]) if name != "anonymous" else app.test_client()
            answer = visitor.post(address, data=_as_data(sent.get(address, [])))
            fine = is_login(answer) if name == "anonymous" else answer.status_code == 404
            if not fine:
                wrong.append((name, address, answer.status_code, answer.location))
    assert wrong == []
    after = snapshot(app, world)
    assert {name for name, rows in after.items() if rows != before[name]} == set()


def _as_data(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return data


def test_writing_by_those_who_may_never_fails(app: Flask, world: World, login: Login) -> None:
    """With the form untouched, with nothing at all, and with blanks everywhere."""
    wrong, sent = [], {}
    for kind, name in INSIDER.items():
        sent |= filled_in(app, world, login(world.users[name]), kind)
    for rule, access in routes(app, "POST"):
        address = path(app, world, rule)
        blank = [(name, " \r\n") for name, _ in sent.get(address, [("reason", "")])]
        for data in ({}, _as_data(sent.get(address, [])), _as_data([*blank, ("reason", "\r\n")])):
            answer = login(world.users[INSIDER[access]]).post(address, data=data)
            if answer.status_code >= 500:
                wrong.append((address, answer.status_code))
    assert wrong == []
