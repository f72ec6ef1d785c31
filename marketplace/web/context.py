"""What every template may use."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, current_app, g, request

from marketplace.facts.services import config
from marketplace.web.i18n import DEFAULT, language, language_links

Lent = tuple[Callable[[], Any], Any]


def provide(app: Flask, name: str, value: Callable[[], Any], without: Any = None) -> None:
    """Lets a feature lend templates a value, worked out for each page; `without` stands in when the database is gone."""
    cast(dict[str, Lent], app.extensions["context"])[name] = (value, without)


def do_without_database() -> None:
    """Lets the page that is made now ask the database nothing."""
    g.without_database = True


def init_app(app: Flask) -> None:
    """Registers the values and functions that base.html stands on."""
    app.extensions["context"] = {}

    @app.context_processor
    def values() -> dict[str, Any]:
        lent: dict[str, Lent] = current_app.extensions["context"]
        alone = g.get("without_database", False)
        if not request:  # a letter
            return {"lang": language(), "site_name": config().site_name, "site_url": config().site_url}
        return {
            "lang": language(),
            "languages": language_links(),
            "default_language": DEFAULT,
            "site_name": config().site_name,
            "site_url": config().site_url,
            "canonical_url": config().site_url + request.path,
            "current_endpoint": request.endpoint,
            "production": config().production,
            **{name: without if alone else value() for name, (value, without) in lent.items()},
        }
