"""Writing a letter down as it travels (RFC 5322, MIME), and reading it back."""

import re
from datetime import datetime
from email import message_from_bytes
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from typing import cast

from marketplace.ports.mail import Attachment, OutgoingMail, is_address

_SENDER = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]+)>")


class _UnfoldedHeader(UnstructuredHeader, BaseHeader):
    """The library breaks long words into encoded ones, which mail programs do not decode in a URL."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", _UnfoldedHeader)
POLICY = SMTP.clone(header_factory=_headers)


def sender_address(text: str) -> Address:
    """The sender out of `Versant <bonjour@versant.example>` or a bare address. The name may hold any sign, quoted or
    not. Raises ValueError if it holds no address."""
    found = _SENDER.fullmatch(text.strip())
    address = found["address"] if found else text.strip()
    name = found["name"].strip().strip('"') if found else ""
    if not is_address(address) or not name.isprintable():
        raise ValueError("not a sender: write an address, or Name <address>")
    return Address(name, addr_spec=ascii_address(address))


def ascii_address(address: str) -> str:
    """The address with its domain as mail servers read it: caffè.it is xn--caff-8oa.it."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def compose(mail: OutgoingMail, sender: Address, at: datetime) -> bytes:
    """The whole letter, seven-bit, with CRLF at line ends."""
    message = EmailMessage(POLICY)
    message["From"] = sender
    message["To"] = Address(addr_spec=ascii_address(mail.to))
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=ascii_address(mail.reply_to))
    message["Subject"] = mail.subject
    message["Date"] = at
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # for mail servers by Microsoft, which do not read the line above
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for attachment in mail.attachments:
        _attach(message, attachment)
    # Last, because the calls above move Content headers into the first part.
    message["Content-Language"] = mail.language
    return message.as_bytes()


def read(source: bytes) -> EmailMessage:
    """A letter that `compose` wrote."""
    return message_from_bytes(source, policy=POLICY)


def body_text(message: EmailMessage, subtype: str) -> str:
    """The plain or the html text of a letter, with "\\n" at line ends; empty if there is none."""
    body = message.get_body(preferencelist=(subtype,))
    return str(body.get_content()).replace("\r\n", "\n") if body else ""


def attachments(message: EmailMessage) -> tuple[Attachment, ...]:
    """The files that travel with a letter."""
    return tuple(
        Attachment(part.get_filename() or "", part.get_content_type(), cast(bytes, part.get_payload(decode=True)))
        for part in message.iter_attachments()
    )


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    main, _, sub = attachment.media_type.partition("/")
    # Without a charset a calendar file counts as ASCII and loses its accents.
    params = {"charset": "utf-8"} if main == "text" else None
    message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.filename, params=params)
