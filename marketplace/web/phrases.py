"""`_()` in templates, looked up once for each language: a page says some hundred phrases, and a catalogue is slow to ask.

It forms its text as Jinja's newstyle gettext does: always with `%`, so that `%%` is a per cent sign, and escaping what
is filled in where the template escapes.
"""

from typing import Any

from flask import Flask
from flask_babel import gettext
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from marketplace.web.i18n import language

_looked_up: dict[tuple[str, bool, str], str] = {}
_whole: dict[tuple[str, bool, str], str] = {}


@pass_eval_context
def phrase(context: EvalContext, message: str, **variables: Any) -> str:
    """The message in the reader's language, with what it names filled in."""
    key = (language(), context.autoescape, message)
    if not variables and (whole := _whole.get(key)) is not None:
        return whole
    text = _looked_up.get(key)
    if text is None:
        translated = gettext(message)
        text = _looked_up[key] = Markup(translated) if context.autoescape else translated  # noqa: S704  # our own words
    if variables:
        return text % variables
    return _whole.setdefault(key, text % {})


def init_app(app: Flask) -> None:
    """Puts it where templates call it."""
    app.jinja_env.globals["_"] = phrase
