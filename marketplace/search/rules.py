"""What a visitor asks for, read from an address and written back into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

MANY = ("territory", "commune", "category", "label", "kind")
SORTS = ("relevance", "newest", "price")
KINDS = ("business", "product", "service")
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as the address holds it; unknown values were left out."""

    q: str = ""
    near: str = ""
    territory: tuple[str, ...] = ()
    commune: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    open: bool = False
    sort: str = "relevance"

    def address(self, **changes: object) -> dict[str, Any]:
        """The values for an address, defaults left out; `changes` replace some."""
        changed = replace(self, **changes)  # type: ignore[arg-type]  # checked by the dataclass's own names
        values: dict[str, Any] = {}
        for each in fields(changed):
            value = getattr(changed, each.name)
            if value and value != each.default:
                values[each.name] = "1" if value is True else value
        return values

    def without(self, name: str, value: str = "") -> dict[str, Any]:
        """The address with one filter taken away."""
        present = getattr(self, name)
        if isinstance(present, tuple):
            return self.address(**{name: tuple(each for each in present if each != value)})
        return self.address(**{name: False if isinstance(present, bool) else ""})

    @property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        return self.open or bool(self.near) or any(getattr(self, name) for name in MANY)


def read_question(values: Mapping[str, Sequence[str]], known: Mapping[str, Mapping[str, object]]) -> Asked:
    """Reads a question; `known` holds the values that each filter may have."""
    first = {name: texts[0].strip()[:LONGEST_TEXT] for name, texts in values.items() if texts}
    chosen = {
        name: tuple(dict.fromkeys(value for value in values.get(name, ()) if value in known[name])) for name in MANY
    }
    sort = first.get("sort", "")
    return Asked(
        q=first.get("q", ""),
        near=first.get("near", ""),
        open=first.get("open") == "1",
        sort=sort if sort in SORTS else "relevance",
        **chosen,
    )
