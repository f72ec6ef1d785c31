"""A real mail server on the loopback, in a thread, that answers as a test asks."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PEM = Path(__file__).with_name("loopback.pem")
USER, PASSWORD = "versant", "pass:word/%@"


@dataclass
class Postmaster:
    """What the server does. An answer that is not empty is given in place of its own."""

    rcpt: str = ""
    data: str = ""
    mail: str = ""
    drop_at_quit: bool = False
    drop_after_data: bool = False
    accepted: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str | None, list[str]]] = field(default_factory=list)
    was_encrypted: bool = False
    logged_in: bool = False

    async def handle_MAIL(self, _s: SMTP, _e: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.mail:
            return self.mail
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _s: SMTP, _e: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data:
            return self.data
        assert isinstance(envelope.original_content, bytes)
        self.accepted.append(envelope.original_content)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        self.was_encrypted = session.ssl is not None or server._over_ssl
        self.logged_in = bool(session.authenticated)
        if self.drop_after_data:
            server.transport.close()
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, _e: Session, _envelope: Envelope) -> str:
        if self.drop_at_quit:
            server.transport.abort()
        return "221 Bye"


class _OnFreePort(Controller):
    """The system picks the port, so that tests may run side by side."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def start_server(postmaster: Postmaster, *, tls: str = "none", login: bool = False) -> Controller:
    """A started server on a free port; the caller stops it."""
    options = {}
    if tls == "starttls":
        options = {"tls_context": server_side(), "require_starttls": True}
    if login:
        options |= {"auth_required": True, "auth_require_tls": tls == "starttls", "authenticator": _authenticate}
    encrypted_from_the_start = server_side() if tls == "implicit" else None
    server = _OnFreePort(postmaster, "127.0.0.1", 0, ssl_context=encrypted_from_the_start, **options)
    server.start()
    return server


def server_side() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    return context


def client_side() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(PEM))


def _authenticate(_server: SMTP, _s: Session, _e: Envelope, _mechanism: str, data: object) -> AuthResult:
    assert isinstance(data, LoginPassword)
    known = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)
