import re

import pytest

from marketplace.kernel.texts import Text
from marketplace.taxonomy.queries import allergens, categories, duties, labels, withdrawal_exceptions

NO_BREAK = "\u00a0"


def every_text():
    for item in (*categories(), *allergens()):
        yield item.slug, item.names
    for mark in labels():
        yield from ((mark.slug, words) for words in (mark.short, mark.names, mark.text))
    for exception in withdrawal_exceptions():
        yield exception.slug, exception.text
    for duty in duties():
        yield from ((f"{duty.field} for {duty.scope}", words) for words in (duty.names, duty.text))


TEXTS = list(every_text())


def mistakes(words: Text) -> list[str]:
    found = [f"{language} is empty" for language in ("fr", "it", "en") if not words.within(language).strip()]
    if re.search(rf"(?<!{NO_BREAK})[:;!?»%]", words.fr) or re.search(rf"«(?!{NO_BREAK})", words.fr):
        found.append("fr wants a no-break space beside double punctuation")
    for language in ("it", "en"):
        if re.search(r"\s[:;!?%,.]", words.within(language).replace("% vol", "vol")):
            found.append(f"{language} wants no space before punctuation")
    for language in ("fr", "it", "en"):
        said = words.within(language)
        if "'" in said or '"' in said or "  " in said or said != said.strip():
            found.append(f"{language} has a typewriter quote or a stray space")
    return found


@pytest.mark.parametrize(("where", "words"), TEXTS, ids=[f"{n}-{where}" for n, (where, _) in enumerate(TEXTS)])
def test_texts_are_whole_and_set_in_good_type(where, words):
    assert mistakes(words) == []


def test_sentences_end_with_a_full_stop():
    for where, words in TEXTS:
        ends = {language: words.within(language).endswith(".") for language in ("fr", "it", "en")}
        assert len(set(ends.values())) == 1 or where in {"deco"}, (where, ends)


@pytest.mark.parametrize("french", ["Oui ; non", "Vrai ?", "« oui\u00a0»", "l'eau", "20 %", "Note: bien"])
def test_bad_type_is_seen(french):
    assert mistakes(Text(french, "bene", "fine"))


def test_a_missing_language_cannot_be_loaded():
    with pytest.raises(TypeError):
        Text(fr="oui", it="sì")
