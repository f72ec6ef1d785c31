"""Which mail server to use, out of the setting MAIL_URL."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit


class Tls(StrEnum):
    """When the connection is encrypted: after asking, never, or from its first byte."""

    STARTTLS = "starttls"
    NONE = "none"
    IMPLICIT = "implicit"


_DEFAULT_PORTS = {Tls.STARTTLS: 587, Tls.NONE: 25, Tls.IMPLICIT: 465}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where to hand in letters and how to be let in."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str) -> "SmtpServer":
        """Reads `smtp://user:password@host:port?tls=starttls|none` (starttls unless said) or
        `smtps://user:password@host:port`. User, password and port may be absent; signs are percent-encoded.

        Raises ValueError, without repeating the password, for anything else and for a password that would travel
        in the clear.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("must be like smtp://user:password@host:587")
        tls = _tls(parts)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if not (user + password).isascii() or bool(user) != bool(password):
            raise ValueError("must hold a user and a password, both plain ASCII, or neither")
        if password and tls is Tls.NONE and parts.hostname not in _LOOPBACK:
            raise ValueError("must not send a password with tls=none")
        return cls(parts.hostname, _port(parts) or _DEFAULT_PORTS[tls], tls, user, password)


def _tls(parts: SplitResult) -> Tls:
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    choice = query.pop("tls", Tls.STARTTLS) if parts.scheme == "smtp" else Tls.IMPLICIT
    if query or (parts.scheme == "smtp" and choice not in (Tls.STARTTLS, Tls.NONE)):
        raise ValueError("takes ?tls=starttls or ?tls=none after smtp:// and nothing else")
    return Tls(choice)


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:  # its text may repeat a piece of a password with an unencoded sign
        raise ValueError("has a port that is not a number up to 65535") from None
