"""Letters for the tests."""

from typing import Any

from marketplace.ports.mail import Attachment, OutgoingMail

SENDER = "Versant, le marché des hautes vallées <bonjour@versant.example>"
CALENDAR = Attachment("retrait à Névache.ics", "text/calendar", "SUMMARY:Retrait à la fruitière\r\n".encode())


def make_mail(**overrides: Any) -> OutgoingMail:
    fields: dict[str, Any] = {
        "message_id": "<order-placed.k3f9@versant.example>",
        "to": "lucia@posta.example",
        "subject": "Il tuo ordine è pronto: ritiro sabato dalle 9 alle 12, “La Via dei Mieli”, più vicino di così…",
        "text": "Buongiorno Lucia,\n\nil caprino è già pronto. Perché no? Così fan tutti.\n.\nA presto — la fattoria\n",
        "html": "<p lang='it'>Il caprino è già pronto.</p>\n" + "<p>città più</p>" * 200 + "\n",
        "language": "it",
    }
    return OutgoingMail(**{**fields, **overrides})
