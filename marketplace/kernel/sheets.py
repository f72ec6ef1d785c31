"""Text in spreadsheets: what a program would run as a formula is made plain text, and comes back unchanged.

After OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection), with the full-width signs and the
spaces before a sign that some programs ignore.
"""

import re

_LIVE = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")


def safe_cell(text: str) -> str:
    """`text` for a CSV or XLSX cell, with an apostrophe before it if a program might take it for a formula.

    What already has the apostrophes gets one more, so that `read_cell` always gives back the original.
    """
    return f"'{text}" if _LIVE.match(text) else text


def read_cell(cell: str) -> str:
    """The text that `safe_cell` was given; any other cell comes back as it is."""
    return cell[1:] if cell.startswith("'") and _LIVE.match(cell) else cell
