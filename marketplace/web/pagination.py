"""Pages of a long list, by number."""

from dataclasses import dataclass
from math import ceil

from flask import abort, request

LARGEST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where one is in a list of `total` things, `per_page` a page; `number` counts from 1."""

    number: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / self.per_page))

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    def numbers(self) -> list[int | None]:
        """The numbers to show: first, last and those near; None where some are left out."""
        near = {1, self.pages, *range(max(1, self.number - 1), min(self.pages, self.number + 1) + 1)}
        shown: list[int | None] = []
        for number in sorted(near):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown


def page_number() -> int:
    """The asked page, 1 where none is named; 404 where it is not a sensible number."""
    text = request.args.get("page", "1")
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= LARGEST_PAGE:
        abort(404)
    return int(text)
