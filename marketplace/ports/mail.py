"""Letters the application sends, and whoever carries them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

Language: TypeAlias = Literal["fr", "it", "en"]

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_FILENAME = re.compile(r"[^\x00-\x1f\x7f/\\\"]{1,120}")
_URL = re.compile(r"https?://[!-;=?-~]{1,900}")


class MailRefused(Exception):
    """The letter was not sent.

    `permanent`: sending the same letter again is useless (no such mailbox, malformed letter); otherwise try later
    (connection lost, greylisted, full). `address`: whose address is at fault, so that it can be marked as bouncing;
    None when no recipient is to blame. `reason`: for the operator. It holds no personal data, nor does str().
    """

    def __init__(self, *, permanent: bool, address: str | None, reason: str) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.address = address
        self.reason = reason

    @property
    def retryable(self) -> bool:
        """Whether the same letter may be accepted later."""
        return not self.permanent


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels with a letter; texts are UTF-8. Raises MailRefused (permanent) if it cannot travel."""

    filename: str
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        _require(bool(_FILENAME.fullmatch(self.filename)), "malformed name of an attachment")
        _require(bool(_MEDIA_TYPE.fullmatch(self.media_type)), "malformed media type of an attachment")


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A letter to one person; whatever could be built can be sent.

    message_id: `<left@right>`, the same whenever the same letter is sent again (`message_id_for` makes one).
    to, reply_to: bare addresses, without a name. subject: one line. language: of subject, text and html.
    unsubscribe_url: for letters one may refuse; it must accept a POST without a session (RFC 8058).

    Raises MailRefused (permanent): an address, Message-ID or URL is malformed, the subject is empty or holds a
    control character (a header could be smuggled in), or a text cannot be written as UTF-8.
    """

    message_id: str
    to: str
    subject: str
    text: str
    html: str
    language: Language
    reply_to: str | None = None
    attachments: tuple[Attachment, ...] = ()
    unsubscribe_url: str | None = None

    def __post_init__(self) -> None:
        if not is_address(self.to):
            raise MailRefused(permanent=True, address=self.to, reason="malformed address")
        _require(self.reply_to is None or is_address(self.reply_to), "malformed reply address")
        _require(bool(_MESSAGE_ID.fullmatch(self.message_id)), "malformed Message-ID")
        _require(bool(self.subject.strip()), "empty subject")
        _require(not _CONTROL.search(self.subject), "control character in the subject")
        _require(all(map(_is_unicode, (self.subject, self.text, self.html))), "text that is not Unicode")
        _require(self.unsubscribe_url is None or bool(_URL.fullmatch(self.unsubscribe_url)), "malformed URL")


class MailTransport(Protocol):
    """Carries letters. It knows the sender and adds Date, From and the marks of an automatic letter (RFC 3834)."""

    def send(self, mail: OutgoingMail) -> None:
        """Returns once the next mail server has taken responsibility for the letter.

        Sending twice delivers twice, under the same Message-ID; only the caller knows what was sent. A letter refused
        after a lost connection may have arrived. Takes at most 40 seconds; call it outside any transaction.

        Raises MailRefused.
        """
        ...


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A letter kept for looking at instead of being sent. `id` is a slug; `sent_at` is UTC; `source` is the whole
    letter as it would have travelled (RFC 5322)."""

    id: str
    sent_at: datetime
    sender: str
    to: str
    subject: str
    language: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    source: bytes


class MailNotKept(LookupError):
    """No letter is kept under this id, or no longer."""


class KeptMailbox(Protocol):
    """The last letters of a transport that keeps them: for the development-only preview page."""

    def list_kept(self) -> list[KeptMail]:
        """The kept letters, newest first."""
        ...

    def read_kept(self, id: str) -> KeptMail:
        """One kept letter. Raises MailNotKept."""
        ...


def message_id_for(key: str, domain: str) -> str:
    """The Message-ID of the letter that `key` names (letters, digits, "." and "-"), e.g. an outbox row's code."""
    return f"<{key}@{domain}>"


def is_address(text: str) -> bool:
    """Whether a mail server could accept the address: ASCII before the "@", at least two labels after it (accents
    allowed, as in caffè.it), at most 254 characters. Says nothing about whether the mailbox exists."""
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    well_formed = bool(at and _LOCAL.fullmatch(local) and len(labels) > 1 and all(map(_LABEL.fullmatch, labels)))
    return well_formed and len(text) <= 254 and len(local) <= 64 and _has_ascii_form(domain)


def _has_ascii_form(domain: str) -> bool:
    try:
        return bool(domain.encode("idna"))
    except UnicodeError:
        return False


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise MailRefused(permanent=True, address=None, reason=reason)
