"""The reader's language: first part of the address, else a saved choice, else what the browser asks, else French."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, has_request_context, make_response, redirect, request, url_for
from flask_babel import force_locale
from flask_login import current_user

LANGUAGES = {"fr": "Français", "it": "Italiano", "en": "English"}
DEFAULT = "fr"
COOKIE = "language"
PREFIX = "/<any(fr,it,en):lang>"


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one of the languages."""

    code: str
    name: str
    url: str


def language() -> str:
    """The language of the page or mail being made: 'fr', 'it' or 'en'."""
    if g.get("lang"):
        return str(g.lang)
    if not has_request_context():
        return DEFAULT
    first = request.path.split("/", 2)[1]  # an address that leads nowhere still says how its reader speaks
    return first if first in LANGUAGES else preferred_language()


def preferred_language() -> str:
    """What to choose where the address says nothing: the member's own, the one chosen before, the browser's."""
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    saved = request.cookies.get(COOKIE)
    if saved in LANGUAGES:
        return saved
    return request.accept_languages.best_match(list(LANGUAGES)) or DEFAULT


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Makes texts in another language than the reader's, for mails to somebody else."""
    before = g.get("lang")
    g.lang = code
    try:
        with force_locale(code):
            yield
    finally:
        g.lang = before


def language_links() -> list[LanguageLink]:
    """The present page in every language, its query kept."""
    if request.endpoint is None or "lang" not in (request.url_rule.arguments if request.url_rule else ()):
        return [LanguageLink(code, name, f"/{code}/") for code, name in LANGUAGES.items()]
    query = request.query_string.decode("utf-8", "replace")
    links = []
    for code, name in LANGUAGES.items():
        values: dict[str, Any] = {**(request.view_args or {}), "lang": code}
        links.append(LanguageLink(code, name, url_for(request.endpoint, **values) + (f"?{query}" if query else "")))
    return links


def root() -> Response:
    """Sends `/` to the reader's language."""
    query = urlencode(list(request.args.items(multi=True)))
    answer = make_response(redirect(f"/{preferred_language()}/" + (f"?{query}" if query else ""), 302))
    answer.vary.update(("Accept-Language", "Cookie"))
    return answer


def init_app(app: Flask) -> None:
    """Takes the language from addresses and puts it into those that are made."""

    @app.url_value_preprocessor
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values is not None:
            g.lang = values.pop("lang", None)

    @app.url_defaults
    def give(endpoint: str, values: dict[str, Any]) -> None:
        known = endpoint in app.view_functions
        if known and "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = language()
