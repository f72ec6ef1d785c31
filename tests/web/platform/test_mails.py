"""The letters kept while developing."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.adapters.file_mail import FileMail
from marketplace.app import create_app
from marketplace.ports.mail import Attachment, OutgoingMail
from tests.conftest import test_config as config_for
from tests.fakes.clock import FrozenClock

HOSTILE = "<p style='color:red'>Ciao</p><script>alert(1)</script>"


@pytest.fixture
def kept(app: Flask, tmp_path: Path) -> str:
    """The id of the one letter that was kept."""
    mailbox = FileMail(tmp_path, "Versant <bonjour@versant.example>", FrozenClock())
    app.extensions["services"] = replace(app.extensions["services"], mail=mailbox)
    calendar = Attachment("ritiro.ics", "text/calendar", b"BEGIN:VCALENDAR")
    text = "Ciao http://localhost:8000/it/ <b>"
    mailbox.send(
        OutgoingMail("<1@versant.example>", "anna@example.org", "Il tuo ordine", text, HOSTILE, "it", None, (calendar,))
    )
    return mailbox.list_kept()[0].id


def test_the_list_and_the_letter(client: FlaskClient, kept: str) -> None:
    assert "Il tuo ordine" in client.get("/development/mails/").text
    page = client.get(f"/development/mails/{kept}/").text
    assert f'src="/development/mails/{kept}/html/"' in page
    assert "&lt;b&gt;" in page
    assert 'href="http://localhost:8000/it/"' in page
    assert "<script>alert" not in page


def test_the_html_stands_alone_behind_its_own_policy(client: FlaskClient, kept: str) -> None:
    answer = client.get(f"/development/mails/{kept}/html/")
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    around = client.get(f"/development/mails/{kept}/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in around


def test_attachments(client: FlaskClient, kept: str) -> None:
    answer = client.get(f"/development/mails/{kept}/attachments/0/")
    assert answer.data == b"BEGIN:VCALENDAR"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert client.get(f"/development/mails/{kept}/attachments/1/").status_code == 404


def test_letters_that_are_not_there(client: FlaskClient, kept: str) -> None:
    assert client.get("/development/mails/nothing/").status_code == 404
    assert client.get("/development/mails/nothing/html/").status_code == 404


def test_an_empty_box_says_so(client: FlaskClient) -> None:
    assert "No letter yet" in client.get("/development/mails/", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    "overrides",
    [
        {"MAIL_URL": "smtp://127.0.0.1:2525"},
        {
            "APP_ENV": "production",
            "MAIL_URL": "smtp://127.0.0.1:2525",
            "SITE_URL": "https://versant.example",
            "MAIL_FROM": "bonjour@versant.example",
            "RATE_LIMITS": "on",
        },
    ],
)
def test_nowhere_else(tmp_path: Path, overrides: dict[str, str]) -> None:
    app = create_app(config_for(f"sqlite:///{tmp_path / 'x.sqlite'}", tmp_path, **overrides))
    assert "mails" not in app.blueprints
