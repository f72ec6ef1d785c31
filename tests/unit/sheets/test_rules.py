"""Reading a sheet, whatever program wrote it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.sheets import safe_cell
from marketplace.sheets.rules import HEADS, read_marks, read_table, read_yes

WORDS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), max_size=30)


@given(
    rows=st.lists(st.tuples(WORDS, WORDS), max_size=5),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_read(rows: list[tuple[str, str]], separator: str, encoding: str) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(["Nom", "Comune"])
    writer.writerows([[safe_cell(cell) for cell in row] for row in rows])
    table = read_table(text.getvalue().encode(encoding))
    read = [(row.cells["name"], row.cells["commune"]) for row in table.rows]
    assert read == [(a.strip(), b.strip()) for a, b in rows if (safe_cell(a) + safe_cell(b)).strip()]


@pytest.mark.parametrize("heads", [0, -1])
def test_heads_in_any_case_and_without_accents(heads: int) -> None:
    line = ";".join(names[heads].upper() for names in HEADS.values())
    assert set(read_table(f"{line}\nx".encode()).heads) == set(HEADS)


def test_yes_no_and_marks() -> None:
    assert [read_yes(word, "x") for word in ("Oui", "sì", "YES", "non", "", "no")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert read_marks("AOP: 12; Bio ;") == [("AOP", "12"), ("Bio", "")]
