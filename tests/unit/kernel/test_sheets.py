import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.sheets import read_cell, safe_cell

tricky = st.text(alphabet=st.sampled_from("'=+-@\t\r\n a1;,\"＝"), max_size=8)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","clic")',
        "+33 4 79 05 00 00",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1",
        "\n=1",
        "\ttext",
        " =1+1",
        "\u00a0=1+1",
        "＝1+1",
        "'=1+1",
    ],
)
def test_a_live_cell_is_made_plain_and_comes_back(text):
    assert safe_cell(text) == f"'{text}"
    assert read_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["", "Tomme de montagne", "L’Œuf", "'n pain", "12,50", "a=b", "' '", " ferme"])
def test_plain_text_stays_as_it_is(text):
    assert safe_cell(text) == text
    assert read_cell(text) == text


@given(tricky | st.text())
def test_every_text_comes_back(text):
    assert read_cell(safe_cell(text)) == text


@given(tricky | st.text())
def test_no_cell_begins_with_a_live_sign(text):
    assert not safe_cell(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@given(st.lists(tricky, min_size=1, max_size=5))
def test_through_a_csv_file_and_back(texts):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerow([safe_cell(text) for text in texts])
    file.seek(0)
    (row,) = csv.reader(file, delimiter=";")
    assert [read_cell(cell) for cell in row] == texts
