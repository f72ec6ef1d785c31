"""Sending letters through a mail server."""

import re
import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from threading import Timer

from marketplace.adapters.mime_mail import ascii_address, compose, sender_address
from marketplace.adapters.smtp_server import SmtpServer, Tls
from marketplace.ports.clock import Clock
from marketplace.ports.mail import MailRefused, OutgoingMail

CONNECT_SECONDS = 8.0
ANSWER_SECONDS = 20.0
SEND_SECONDS = 35.0  # below the time for which a worker claims a job, so that no second one sends the same letter

_ENHANCED_STATUS = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


class SmtpMail:
    """MailTransport port: one connection per letter, to one server, from one sender (`Name <address>`).

    `trust` says whose certificates count; the system's unless given. Raises ValueError if `sender` is no sender.
    """

    def __init__(self, server: SmtpServer, sender: str, clock: Clock, *, trust: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._sender: Address = sender_address(sender)
        self._clock = clock
        self._trust = trust or ssl.create_default_context()

    def send(self, mail: OutgoingMail) -> None:
        message = compose(mail, self._sender, self._clock.now())
        try:
            with self._connection() as smtp:
                smtp.sendmail(self._sender.addr_spec, [ascii_address(mail.to)], message)
        except OSError as error:  # the library's own exceptions among them
            # Not chained: the server's words often repeat the address, and tracebacks are kept.
            raise _refusal(error, mail.to) from None

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        started = time.monotonic()
        smtp = self._connect()
        deadline = Timer(SEND_SECONDS - (time.monotonic() - started), _hang_up, [smtp])
        deadline.daemon = True
        deadline.start()
        try:
            self._enter(smtp)
            yield smtp
            # The letter is the server's now; how it says goodbye changes nothing.
            with suppress(OSError):
                smtp.quit()
        finally:
            deadline.cancel()
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        server, own_name = self._server, self._sender.domain
        if server.tls is Tls.IMPLICIT:
            return smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=own_name, timeout=CONNECT_SECONDS, context=self._trust
            )
        return smtplib.SMTP(server.host, server.port, local_hostname=own_name, timeout=CONNECT_SECONDS)

    def _enter(self, smtp: smtplib.SMTP) -> None:
        if smtp.sock:
            smtp.sock.settimeout(ANSWER_SECONDS)
        if self._server.tls is Tls.STARTTLS:
            smtp.starttls(context=self._trust)
        if self._server.user:
            smtp.login(self._server.user, self._server.password)


def _hang_up(smtp: smtplib.SMTP) -> None:
    """Ends whatever the other thread waits for; it sees a lost connection."""
    with suppress(OSError):
        if smtp.sock:
            smtp.sock.shutdown(2)


def _refusal(error: OSError, address: str) -> MailRefused:
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=recipients):
            code, words = next(iter(recipients.values()))
            reply = _Reply(code, words)
            blamed = None if reply.is_policy else address
            return MailRefused(permanent=reply.is_final, address=blamed, reason=f"recipient refused: {reply}")
        case smtplib.SMTPSenderRefused(smtp_code=code, smtp_error=words):
            # The sender is a setting: once it is mended, the same letter goes out. Only its size is its own fault.
            reply = _Reply(code, words)
            return MailRefused(permanent=code == 552, address=None, reason=f"sender refused: {reply}")
        case smtplib.SMTPDataError(smtp_code=code, smtp_error=words):
            reply = _Reply(code, words)
            return MailRefused(permanent=reply.is_final, address=None, reason=f"letter refused: {reply}")
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=words):
            reason = f"{type(error).__name__}: {_Reply(code, words)}"
            return MailRefused(permanent=False, address=None, reason=reason)
        case _:
            return MailRefused(permanent=False, address=None, reason=f"no connection: {type(error).__name__}")


@dataclass(frozen=True, slots=True)
class _Reply:
    """A server's answer, of which only the numbers are repeated (RFC 3463)."""

    code: int
    words: bytes | str

    @property
    def is_final(self) -> bool:
        return 500 <= self.code < 600

    @property
    def is_policy(self) -> bool:
        """Whether the server dislikes us (relaying, blocklist) rather than the mailbox."""
        return self._status[1:].startswith(".7.")

    @property
    def _status(self) -> str:
        words = self.words.encode() if isinstance(self.words, str) else self.words
        found = _ENHANCED_STATUS.search(words)
        return found.group().decode() if found else ""

    def __str__(self) -> str:
        return f"{self.code} {self._status}".strip()
