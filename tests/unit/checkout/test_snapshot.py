"""The fingerprint of an offer, and telling what changed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.checkout.rules import (
    Difference,
    DifferenceKind,
    SeenLine,
    SeenParcel,
    Snapshot,
    differences,
    fingerprint_of,
    is_intent,
    read_snapshot,
)

TOMME, HONEY = SeenLine(1, 2, 960, 550), SeenLine(2, 1, 1150, 1000)
OFFER = Snapshot((SeenParcel(7, "3-2026-11-26", (TOMME,)), SeenParcel(8, "4-2026-11-26", (HONEY,))), 3070)

lines = st.builds(SeenLine, *[st.integers(1, 9999)] * 4)
parcels = st.builds(SeenParcel, st.integers(1, 99), st.just("1-2026-11-26"), st.lists(lines, max_size=4).map(tuple))
snapshots = st.builds(Snapshot, st.lists(parcels, max_size=4).map(tuple), st.integers(0, 10**6))


@given(snapshots)
def test_what_was_shown_is_read_back(snapshot: Snapshot) -> None:
    read = read_snapshot(snapshot.text(), snapshot.fingerprint())
    assert read is not None
    assert read.fingerprint() == snapshot.fingerprint()


def test_the_order_on_the_page_does_not_matter() -> None:
    turned = Snapshot(OFFER.parcels[::-1], OFFER.total)
    assert turned.fingerprint() == OFFER.fingerprint()
    assert differences(OFFER, turned) == []


@pytest.mark.parametrize(
    "other",
    [
        Snapshot(OFFER.parcels, 3071),
        Snapshot(OFFER.parcels, 3070, "CHF"),
        Snapshot(OFFER.parcels[:1], 3070),
        Snapshot((SeenParcel(7, "3-2026-12-03", (TOMME,)), OFFER.parcels[1]), 3070),
        *(
            Snapshot((SeenParcel(7, "3-2026-11-26", (line,)), OFFER.parcels[1]), 3070)
            for line in (
                SeenLine(9, 2, 960, 550),
                SeenLine(1, 3, 960, 550),
                SeenLine(1, 2, 961, 550),
                SeenLine(1, 2, 960, 0),
            )
        ),
    ],
)
def test_every_figure_is_in_the_fingerprint(other: Snapshot) -> None:
    assert other.fingerprint() != OFFER.fingerprint()


def test_each_change_is_named() -> None:
    after = Snapshot((SeenParcel(7, "3-2026-12-03", (SeenLine(1, 1, 990, 0), SeenLine(5, 1, 100, 0))),), 1090)
    kinds = {(each.kind, each.subject, each.before, each.after) for each in differences(OFFER, after)}
    assert kinds == {
        (DifferenceKind.PARCEL_GONE, 8, 0, 0),
        (DifferenceKind.SLOT, 7, 0, 0),
        (DifferenceKind.PRICE, 1, 960, 990),
        (DifferenceKind.QUANTITY, 1, 2, 1),
        (DifferenceKind.VAT, 1, 550, 0),
        (DifferenceKind.ADDED, 5, 0, 1),
        (DifferenceKind.TOTAL, 0, 3070, 1090),
    }


def test_a_line_that_went_is_named() -> None:
    after = Snapshot((SeenParcel(7, "3-2026-11-26", ()), OFFER.parcels[1]), 1150)
    assert differences(OFFER, after)[0] == Difference(DifferenceKind.GONE, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "[" * 9000,
        "{}",
        '{"parcels": 3, "total": 1, "currency": "EUR"}',
        OFFER.text().replace("960", str(2**31)),
        OFFER.text().replace("960", "-1"),
        OFFER.text().replace("960", '"x"'),
        OFFER.text() + " " * 20_000,
    ],
)
def test_what_is_no_offer_is_not_read(text: str) -> None:
    assert read_snapshot(text, fingerprint_of(text)) is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert read_snapshot(text, fingerprint_of(text)) is None
    read_snapshot(json.dumps({"parcels": [text], "total": 1, "currency": text}), fingerprint_of(text))


def test_a_text_without_its_own_fingerprint_is_not_believed() -> None:
    assert read_snapshot(OFFER.text(), "0" * 64) is None


@pytest.mark.parametrize("text", ["a" * 20, "Z_-9" * 16])
def test_a_mark_is_known_by_its_form(text: str) -> None:
    assert is_intent(text)


@pytest.mark.parametrize("text", ["", "a" * 19, "a" * 65, "é" * 30, "a" * 30 + "\n"])
def test_anything_else_is_no_mark(text: str) -> None:
    assert not is_intent(text)
