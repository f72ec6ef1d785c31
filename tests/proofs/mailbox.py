"""A mail server that keeps what it is sent, repeats included."""

import socket
from dataclasses import dataclass, field
from email import message_from_bytes
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(slots=True)
class Mailbox:
    """Letters by recipient: their Message-IDs in the order of arrival."""

    letters: dict[str, list[str]] = field(default_factory=dict)
    controller: Any = None

    @property
    def port(self) -> int:
        return int(self.controller.port)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        message_id = str(message_from_bytes(envelope.content)["Message-ID"])
        for address in envelope.rcpt_tos:
            self.letters.setdefault(address, []).append(message_id)
        return "250 kept"

    def __enter__(self) -> "Mailbox":
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
