"""What every template may use."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, current_app, request

from marketplace.facts.services import config
from marketplace.web.i18n import DEFAULT, language, language_links


def provide(app: Flask, name: str, value: Callable[[], Any]) -> None:
    """Lets a feature lend templates a value, worked out for each page that is rendered."""
    cast(dict[str, Callable[[], Any]], app.extensions["context"])[name] = value


def init_app(app: Flask) -> None:
    """Registers the values and functions that base.html stands on."""
    app.extensions["context"] = {}

    @app.context_processor
    def values() -> dict[str, Any]:
        lent = current_app.extensions["context"]
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
            **{name: value() for name, value in lent.items()},
        }
