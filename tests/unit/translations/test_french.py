"""French typography and legal words of the catalogue, checked letter by letter."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from flask import Flask, render_template

from marketplace.web.letters import Facts, Letter
from tools.catalogues import path_of

NARROW = "\N{NARROW NO-BREAK SPACE}"
WIDE = "\N{NO-BREAK SPACE}"
UNITS = r"(?:jours?|heures?|minutes?|ans|Mo|pixels|caractères|chiffres|%%|€)"
FAULTS = {
    "; ! and ? follow a narrow no-break space": re.compile(rf"[^{NARROW}\w&;!?…][;!?](?:\s|$)|\w[!?](?:\s|$)"),
    "a colon follows a no-break space": re.compile(r"[ \N{NARROW NO-BREAK SPACE}]:(?:\s|$)"),
    "guillemets hold narrow no-break spaces": re.compile(rf"«[^{NARROW}]|[^{NARROW}]»"),
    "apostrophes are curly": re.compile(r"\w'\w"),
    "an ellipsis is one sign": re.compile(r"\.\.\."),
    "a number and its unit stay together": re.compile(rf"(?:\d|\)[sd]) {UNITS}(?!\w)"),
    "no two spaces": re.compile(r"  "),
    "quotes are guillemets": re.compile(r"[“”]"),
}
LEGAL = {
    "Order with obligation to pay": "Commande avec obligation de paiement",
    "Withdraw from contract here": "Renoncer au contrat ici",
    "Confirm withdrawal": "Confirmer la rétractation",
}


def french() -> Iterator[tuple[str, str]]:
    """Every text and its translations, plural forms one by one."""
    with path_of("fr").open("rb") as words:
        catalogue = read_po(words, locale="fr")
    for message in catalogue:
        if not message.id:
            continue
        plural = isinstance(message.id, tuple)
        for text in message.string if plural else (message.string,):
            yield message.id[0] if plural else message.id, text


@pytest.mark.parametrize("rule", FAULTS)
def test_typography(rule: str) -> None:
    assert [text for _, text in french() if FAULTS[rule].search(re.sub(r"<[^>]+>", "", text))] == []


def test_the_law_s_own_words() -> None:
    said = dict(french())
    assert {source: said[source] for source in LEGAL} == LEGAL


def test_nobody_is_called_tu() -> None:
    assert [text for _, text in french() if re.search(r"\b(?:tu|ton|tes|toi)\b", text, re.IGNORECASE)] == []


def test_letters_in_plain_text_put_a_space_before_the_colon(app: Flask) -> None:
    letter = Letter(subject="Essai", heading="Essai", blocks=[Facts([("Commande", "K7QM-2XBD")])])
    with app.test_request_context("/fr/"):
        french = render_template("mail/letter.txt", letter=letter, language="fr")
    with app.test_request_context("/en/"):
        english = render_template("mail/letter.txt", letter=letter, language="en")
    assert f"Commande{WIDE}: K7QM-2XBD" in french
    assert "Commande: K7QM-2XBD" in english
