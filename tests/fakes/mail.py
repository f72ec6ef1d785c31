"""A transport that remembers instead of sending."""

from marketplace.ports.mail import KeptMail, MailNotKept, MailRefused, OutgoingMail


class RecordingMail:
    """MailTransport port, and an empty KeptMailbox: `sent` holds the letters in order.

    `refuse` makes one address fail until `accept`.
    """

    def __init__(self) -> None:
        self.sent: list[OutgoingMail] = []
        self._refusals: dict[str, bool] = {}

    def refuse(self, address: str, *, permanent: bool) -> None:
        self._refusals[address] = permanent

    def accept(self, address: str) -> None:
        self._refusals.pop(address, None)

    def send(self, mail: OutgoingMail) -> None:
        if mail.to in self._refusals:
            permanent = self._refusals[mail.to]
            raise MailRefused(permanent=permanent, address=mail.to, reason="refused by the test")
        self.sent.append(mail)

    def list_kept(self) -> list[KeptMail]:
        """KeptMailbox port: always empty, since nothing is kept as a file."""
        return []

    def read_kept(self, id: str) -> KeptMail:
        raise MailNotKept(id)

    def sent_to(self, address: str) -> list[OutgoingMail]:
        """The letters to one address, in order."""
        return [mail for mail in self.sent if mail.to == address]
