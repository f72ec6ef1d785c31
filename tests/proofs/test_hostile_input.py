"""Anything in any field, address and header: no failure, nothing executed, and text that is none is refused."""

import random
import re
import traceback
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import urlsplit

import pytest
from flask import Flask, got_request_exception
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.accounts.models import User
from marketplace.web.access import Access, declared_access
from tests.forms import forms_of
from tests.proofs.hostile import PRODUCT, SCRIPTS, TEMPLATES, Attack, Target, attacks
from tests.proofs.scale import scale
from tests.world import World, make_world

pytestmark = pytest.mark.proof

Login = Callable[[User], FlaskClient]
BATCH = 250
BATCHES = scale(6, 80)
WHO = {Access.OWNER: "owner", Access.MODERATOR: "moderator", Access.OPERATOR: "operator", Access.MEMBER: "owner"}
EXECUTED = re.compile(r"<script>xq7|<img src=x onerror|<b onx>|(href|src|action)=\"javascript:|" + PRODUCT)


@pytest.fixture
def faults(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What went wrong inside, for whoever mends it."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    seen: list[str] = []

    def keep(_app: Flask, exception: Exception, **_: object) -> None:
        last = traceback.extract_tb(exception.__traceback__)
        ours = [
            f"{frame.filename.rsplit('/', 2)[-2:]}:{frame.lineno}"
            for frame in last
            if "/site-packages/" not in frame.filename
        ]
        seen.append(f"{type(exception).__name__}: {str(exception)[:200]} at {ours[-1] if ours else '?'}")

    with got_request_exception.connected_to(keep, app):
        yield seen


def targets(app: Flask, world: World, login: Login) -> list[tuple[str, Target]]:
    """Every page, and every form on every page, with who may use it."""
    found = []
    with app.test_request_context("/en/"):
        adapter = app.url_map.bind("localhost")
        pages = [
            (
                WHO.get(declared_access(app, rule.endpoint) or Access.ANYONE, ""),
                adapter.build(rule.endpoint, filled),
                filled,
            )
            for rule in app.url_map.iter_rules()
            if rule.endpoint != "static" and "GET" in (rule.methods or ()) and (filled := world.fill(rule)) is not None
        ]
        posts = [
            (
                WHO.get(declared_access(app, rule.endpoint) or Access.ANYONE, ""),
                adapter.build(rule.endpoint, filled),
                filled,
            )
            for rule in app.url_map.iter_rules()
            if "POST" in (rule.methods or ()) and (filled := world.fill(rule)) is not None
        ]
    forms: dict[str, tuple[tuple[str, str], ...]] = {}
    for who, path, filled in pages:
        answer = (login(world.users[who]) if who else app.test_client()).get(path)
        if answer.mimetype == "text/html":
            forms |= {form.action: tuple(form.fields) for form in forms_of(answer.text, path) if form.method == "post"}
        found.append((who, Target("GET", path, (), _varying(filled))))
    found += [(who, Target("POST", path, forms.get(path, ()), _varying(filled))) for who, path, filled in posts]
    return found


def _varying(filled: dict[str, object]) -> tuple[str, ...]:
    return tuple(str(value) for name, value in filled.items() if name != "lang")


@pytest.mark.parametrize("seed", range(BATCHES))
def test_nothing_gives_way(app: Flask, login: Login, faults: list[str], seed: int) -> None:
    world = make_world(app)
    aims = targets(app, world, login)
    who_for = {target.path: who for who, target in aims}
    chance = random.Random(seed)
    wrong = []
    for attack in islice(attacks([target for _, target in aims], chance), BATCH):
        who = who_for.get(attack.path.partition("?")[0], chance.choice(("", "owner", "moderator", "operator")))
        answer = (login(world.users[who]) if who else app.test_client()).open(attack.path, **attack.keywords())
        if not well_answered(attack, answer):
            wrong.append((attack.method, attack.path[:200], attack.headers, attack.body[:300], answer.status_code))
    assert faults == [], wrong
    assert wrong == []


def well_answered(attack: Attack, answer: TestResponse) -> bool:
    if answer.status_code >= 500 and not (answer.status_code == 503 and "/readyz" in attack.path):
        return False
    if attack.broken and not attack.headers:
        return answer.status_code == 400
    off_site = urlsplit(answer.location or "").netloc not in ("", "localhost", attack.headers.get("Host", "localhost"))
    executed = answer.mimetype in ("text/html", "image/svg+xml") and EXECUTED.search(answer.text)
    return not off_site and not executed and "X-Injected" not in answer.headers


@pytest.mark.parametrize("raw", ["%FF", "%C3%28", "%ED%A0%80"])
def test_what_is_no_text_is_refused(app: Flask, client: FlaskClient, raw: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.get(f"/en/search/?q={raw}").status_code == 400
    assert client.get(f"/en/search/?{raw}=1").status_code == 400
    assert client.get(f"/en/businesses/{raw}/").status_code in (400, 404)
    assert client.post("/en/login/", data=f"email={raw}&password=x", headers=form).status_code == 400
    assert client.post("/en/login/", data=f"{raw}=x", headers=form).status_code == 400


def test_broken_text_in_an_upload_is_refused(app: Flask, client: FlaskClient) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="email"\r\n\r\n\xff\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert client.post("/en/login/", data=body, headers=headers).status_code == 400


def test_no_zero_byte_reaches_a_database(app: Flask, client: FlaskClient) -> None:
    assert client.get("/en/search/?q=a%00b").status_code == 400
    assert client.get("/en/search/?a%00b=1").status_code == 400


@pytest.mark.parametrize("script", SCRIPTS + TEMPLATES)
def test_what_is_searched_for_is_shown_as_text(app: Flask, client: FlaskClient, script: str) -> None:
    page = client.get("/en/search/", query_string={"q": script})
    assert page.status_code == 200
    assert not EXECUTED.search(page.text)
