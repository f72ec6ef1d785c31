"""Refusals that a person can act on.

The pure code names what is wrong by a code; the views turn codes into sentences in the reader's language.
A mistake of the programmer is never a `Problem`: it stays a ValueError, TypeError or LookupError.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = None | bool | int | float | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"]

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Problem(Exception):
    """A refusal: `code` is a stable slug such as "out-of-stock", `params` (JSON-able) fill in its sentence.

    `retryable` says whether the same request may succeed later with nothing changed by the person.
    Raises ValueError if `code` is not a slug.
    """

    def __init__(self, code: str, *, retryable: bool = False, **params: JsonValue) -> None:
        if not _CODE.fullmatch(code):
            raise ValueError(f"not a problem code: {code!r}")
        # The text of the exception is the code alone: params may hold what a person typed, which logs must not.
        super().__init__(code)
        self.code = code
        self.retryable = retryable
        self.params: dict[str, JsonValue] = params


class NotFound(Problem):
    """It does not exist, or this person may not know that it does."""


class Conflict(Problem):
    """The world moved on since the person looked: sold out, already accepted, changed price."""


class Invalid(Problem):
    """What was typed cannot be used; `field` names the form field or column where it was typed, if there is one."""

    def __init__(self, code: str, *, field: str | None = None, retryable: bool = False, **params: JsonValue) -> None:
        super().__init__(code, retryable=retryable, **params)
        self.field = field
