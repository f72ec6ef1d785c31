"""Every route says who may come; none writes on GET."""

import re

from flask import Flask

from marketplace.web.access import declared_access


def test_every_route_is_declared(app: Flask) -> None:
    undeclared = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and declared_access(app, rule.endpoint) is None
    ]
    assert undeclared == []


def test_an_undeclared_route_is_closed(app: Flask) -> None:
    with app.test_request_context("/"):
        view = app.view_functions["root"]
        app.view_functions["root"] = lambda: "open to all"
    try:
        assert app.test_client().get("/").status_code == 404
    finally:
        app.view_functions["root"] = view


def test_pages_for_people_begin_with_their_language(app: Flask) -> None:
    machine = {"static", "root", "health.healthz", "health.readyz", "media.photo", "media.cover"}
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in machine and not rule.rule.startswith("/development/"):
            assert rule.rule.startswith("/<any(fr,it,en):lang>/") or rule.rule.endswith((".xml", ".txt")), rule.rule


def test_numbers_in_addresses_fit_a_column(app: Flask) -> None:
    """A larger one is a 404, not a failure of the database."""
    unbounded = [rule.rule for rule in app.url_map.iter_rules() if re.search(r"<int:|<int\((?!max=)", rule.rule)]
    assert unbounded == []
