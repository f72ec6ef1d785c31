"""Two hundred signed-in requests at once to every writing route, through the real stack: no failure, nothing locked."""

import random
from collections import Counter
from functools import partial

import pytest

from marketplace.accounts.models import User
from marketplace.accounts.operations import hash_password
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.web.access import Access, declared_access
from tests.proofs.buyers import at_once, hidden_fields
from tests.proofs.scale import scale
from tests.proofs.stack import Stack
from tests.proofs.visitors import Visitor
from tests.world import World, make_world

pytestmark = pytest.mark.proof

PASSWORD = "long enough to be one"
AT_ONCE = scale(40, 200)
EACH = scale(2, 200)  # requests to each route
WHO = {Access.OWNER: "owner", Access.MODERATOR: "moderator", Access.OPERATOR: "operator"}
LAST = {"accounts.logout", "accounts.close", "accounts.password", "accounts.reset"}  # they end sessions


def signed_in(market: Stack, world: World, name: str) -> tuple[Visitor, str]:
    """A visitor with a session of the product's own making, and the token of its forms."""
    visitor = market.visitor()
    visitor.log_in(world.users[name].email, PASSWORD)
    return visitor, hidden_fields(visitor.get("/en/account/settings/").text)["csrf_token"]


def give_passwords(market: Stack) -> None:
    with market.app.app_context():
        hashed = hash_password(PASSWORD)
        with transaction():
            db.session.execute(db.update(User).values(password_hash=hashed))


def addresses(market: Stack, world: World) -> list[tuple[str, str]]:
    """Who posts where: every writing route, those that end sessions after the others."""
    found = []
    with market.app.test_request_context("/en/"):
        adapter = market.app.url_map.bind("localhost")
        for rule in market.app.url_map.iter_rules():
            if "POST" in (rule.methods or ()):
                access = declared_access(market.app, rule.endpoint)
                path = adapter.build(rule.endpoint, world.fill(rule))
                found.append((rule.endpoint in LAST, WHO.get(access or Access.ANYONE, "buyer"), path))
    assert len(found) > 40
    return [(who, path) for _last, who, path in sorted(found)]


def test_every_writing_route_at_once(market: Stack) -> None:
    world = make_world(market.app)
    give_passwords(market)
    sessions = {name: signed_in(market, world, name) for name in ("owner", "moderator", "operator", "buyer")}

    def send(who: str, path: str) -> tuple[str, int]:
        visitor, token = sessions[who]
        data = {"csrf_token": token, "name": "Somebody", "variant": "1", "quantity": "1", "verdict": "approve"}
        data["address"] = "nobody@example.org"
        return path, Visitor(market.port, dict(visitor.cookies)).post(path, data).status

    routes = addresses(market, world)
    wanted = [route for route in routes for _ in range(EACH)]
    if AT_ONCE < 200:  # few of each, so that all of them meet each other
        ending = [route for route in wanted if route in routes[-len(LAST) :]]
        random.Random(9).shuffle(wanted)
        wanted = [route for route in wanted if route not in ending] + ending
    answers = at_once([partial(send, *route) for route in wanted], threads=AT_ONCE)
    assert Counter(path for path, status in answers if status >= 500 or status == 400) == {}
    assert "database is locked" not in market.log.read_text()
    assert market.audit()[0] == 0
