"""Letters kept in a folder instead of being sent, for looking at during development."""

import hashlib
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from marketplace.adapters.atomic_file import write_atomically
from marketplace.adapters.mime_mail import attachments, body_text, compose, read, sender_address
from marketplace.ports.clock import Clock
from marketplace.ports.mail import KeptMail, MailNotKept, MailRefused, OutgoingMail

KEPT = 200

# Sorted by name is sorted by time.
_ID = re.compile(r"\d{8}-\d{6}-\d{6}-[0-9a-f]{16}")


class FileMail:
    """MailTransport and KeptMailbox ports: the last `kept` letters as .eml files in `folder`, which is made if absent.

    A letter sent again takes the place of the first. Raises ValueError if `sender` is no sender.
    """

    def __init__(self, folder: Path, sender: str, clock: Clock, *, kept: int = KEPT) -> None:
        self._folder = folder
        self._sender = sender_address(sender)
        self._clock = clock
        self._kept = kept

    def send(self, mail: OutgoingMail) -> None:
        at = self._clock.now()
        source = compose(mail, self._sender, at)
        digest = hashlib.sha256(mail.message_id.encode()).hexdigest()[:16]
        path = self._path(f"{at:%Y%m%d-%H%M%S-%f}-{digest}")
        try:
            earlier = [old for old in self._files() if old.stem.endswith(digest) and old != path]
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, source, self._folder)
            _remove(earlier + self._files()[self._kept :])
        except OSError as error:
            raise MailRefused(permanent=False, address=None, reason=type(error).__name__) from error

    def list_kept(self) -> list[KeptMail]:
        letters = []
        for path in self._files():
            with suppress(MailNotKept):  # another process may be making room
                letters.append(self.read_kept(path.stem))
        return letters

    def read_kept(self, id: str) -> KeptMail:
        if not _ID.fullmatch(id):
            raise MailNotKept(id)
        try:
            return _kept_mail(id, self._path(id).read_bytes())
        except FileNotFoundError:
            raise MailNotKept(id) from None

    def _path(self, id: str) -> Path:
        return self._folder / f"{id}.eml"

    def _files(self) -> list[Path]:
        """Newest first."""
        return sorted(self._folder.glob("*.eml"), reverse=True)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _kept_mail(id: str, source: bytes) -> KeptMail:
    message = read(source)
    return KeptMail(
        id=id,
        sent_at=datetime.strptime(id[:22], "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC),
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        language=str(message["Content-Language"]),
        text=body_text(message, "plain"),
        html=body_text(message, "html"),
        attachments=attachments(message),
        source=source,
    )
