"""Letters: e-mails written once as blocks, sent as HTML and as text, in the receiver's language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import cast
from urllib.parse import urlsplit

from flask import current_app, render_template
from sqlalchemy import select

from marketplace.extensions import db
from marketplace.facts.models import BouncingAddress
from marketplace.facts.outbox import Job
from marketplace.facts.services import config, now, services
from marketplace.facts.transaction import transaction
from marketplace.ports.mail import Attachment, Language, MailRefused, OutgoingMail
from marketplace.web.i18n import in_language, language


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain words."""

    text: str
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, such as a reason; `lang` where it differs from the letter's."""

    text: str
    lang: str | None = None
    kind: str = "quote"


@dataclass(frozen=True, slots=True)
class Action:
    """The one thing to do next: a button in HTML, an address in text."""

    label: str
    url: str
    kind: str = "action"


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and a value, such as place and time."""

    rows: Sequence[tuple[str, str]]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Lines:
    """Amounts, already formatted, with their total and what is said below it (VAT)."""

    heading: str
    rows: Sequence[tuple[str, str]]
    total: tuple[str, str]
    note: str = ""
    kind: str = "lines"


@dataclass(frozen=True, slots=True)
class Code:
    """A code to be shown or spoken, large."""

    label: str
    code: str
    kind: str = "code"


Block = Paragraph | Quote | Action | Facts | Lines | Code


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says. `preview` is the line that mail programs show beside the subject."""

    subject: str
    heading: str
    blocks: Sequence[Block]
    preview: str = ""
    attachments: Sequence[Attachment] = field(default=())


def post(job: Job, to: str, language: str, write: Callable[[], Letter], reply_to: str | None = None) -> None:
    """Writes a letter in `language` and sends it, with a Message-ID that stays the same if the job runs again.

    `write` reads what it needs; no transaction is open any more while the mail server is spoken to.

    Raises:
        MailRefused: for now, or for what is not the address's fault; the job will be tried again and then parked. An
            address refused for good is noted instead.
    """
    with in_language(language):
        letter = write()
        text = render_template("mail/letter.txt", letter=letter, language=language)
        html = render_template("mail/letter.html", letter=letter, language=language)
    db.session.rollback()
    try:
        mail = OutgoingMail(
            message_id=message_id(job),
            to=to,
            subject=letter.subject,
            text=text,
            html=html,
            language=cast(Language, language),
            reply_to=reply_to,
            attachments=tuple(letter.attachments),
        )
        services().mail.send(mail)
    except MailRefused as refusal:
        if not refusal.permanent or refusal.address is None:
            raise
        note_bounce(refusal.address, refusal.reason)


def message_id(job: Job) -> str:
    """The same for every attempt of one job, and of no other installation's."""
    mark = sha256(f"{config().secret_key}:{job.id}:{job.handler}".encode()).hexdigest()[:20]
    return f"<{job.id}.{mark}@{urlsplit(config().site_url).hostname}>"


def note_bounce(address: str, reason: str) -> None:
    """Keeps the address that refuses our mail where an operator sees it."""
    with transaction():
        db.session.merge(BouncingAddress(address=address.lower(), reason=reason[:500], at=now()))


def bounces() -> Sequence[BouncingAddress]:
    """The addresses that refuse our mail, newest first."""
    return db.session.scalars(select(BouncingAddress).order_by(BouncingAddress.at.desc())).all()


def link(endpoint: str, **values: object) -> str:
    """A full address for a letter, in the letter's language; never from the Host header of a request."""
    if current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values.setdefault("lang", language())
    return config().site_url + current_app.url_map.bind("").build(endpoint, values)
