"""Letters printed and kept instead of being sent: MAIL_URL=console."""

import sys
from pathlib import Path
from typing import TextIO

from marketplace.adapters.file_mail import KEPT, FileMail
from marketplace.ports.clock import Clock
from marketplace.ports.mail import OutgoingMail


class ConsoleMail(FileMail):
    """FileMail that also prints each letter's text, for a developer without a mail server."""

    def __init__(
        self, folder: Path, sender: str, clock: Clock, *, kept: int = KEPT, stream: TextIO | None = None
    ) -> None:
        super().__init__(folder, sender, clock, kept=kept)
        self._stream = stream

    def send(self, mail: OutgoingMail) -> None:
        super().send(mail)
        rule = "-" * 72
        head = f"To: {mail.to}\nSubject: {mail.subject}\nMessage-ID: {mail.message_id}"
        files = "".join(f"\nAttached: {file.filename} ({len(file.content)} bytes)" for file in mail.attachments)
        # Looked up at each letter: the standard stream may have been replaced since.
        print(f"{rule}\n{head}{files}\n\n{mail.text.rstrip()}\n{rule}", file=self._stream or sys.stdout, flush=True)
