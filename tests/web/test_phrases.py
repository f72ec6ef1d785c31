"""`_()` in templates: the reader's language, escaping as the template escapes, per cent signs as gettext has them."""

import pytest
from flask import Flask, g
from markupsafe import Markup


@pytest.fixture
def say(app: Flask):  # type: ignore[no-untyped-def]  # a renderer of little templates
    def render(source: str, html: bool = True, **values: object) -> str:
        environment = app.jinja_env.overlay(autoescape=html)
        return environment.from_string(source).render(**values)

    with app.test_request_context("/en/"):
        g.lang = "en"
        yield render


def test_what_is_filled_in_is_escaped_and_markup_is_not(say) -> None:  # type: ignore[no-untyped-def]
    source = "{{ _('From %(name)s', name=name) }}"
    assert say(source, name="<b>") == "From &lt;b&gt;"
    assert say(source, name=Markup("<b>x</b>")) == "From <b>x</b>"


def test_letters_in_plain_text_are_not_escaped(say) -> None:  # type: ignore[no-untyped-def]
    assert say("{{ _('From %(name)s', name=name) }}", html=False, name="<b>") == "From <b>"
    assert say("{{ _('This & that') }}", html=False) == "This & that"


def test_the_same_words_in_html_and_in_text_stay_apart(say) -> None:  # type: ignore[no-untyped-def]
    for _turn in range(2):
        assert say("{{ _('A & B') + '<' }}") == "A & B&lt;"
        assert say("{{ _('A & B') + '<' }}", html=False) == "A & B<"


def test_a_doubled_per_cent_sign_is_one(say) -> None:  # type: ignore[no-untyped-def]
    assert say("{{ _('100%% wool') }}") == "100% wool"
    assert say("{{ _('%(share)s%% wool', share=80) }}") == "80% wool"
