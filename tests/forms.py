"""The forms of a page, filled in as a browser would send them untouched."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


@dataclass(slots=True)
class Form:
    """Where it goes, how, and its fields with their present values, in order."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self.select, self.area = page, [], "", ""
        self.form: Form | None = None
        self.first: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = urlsplit(urljoin(self.page, values.get("action", "")))
            path = action.path + (f"?{action.query}" if action.query else "")
            self.form = Form(path, values.get("method", "get").lower())
            self.forms.append(self.form)
        name = values.get("name", "")
        if tag == "option" and self.select:
            self.first = values.get("value", "") if self.first is None else self.first
            if "selected" in values:
                self._add(self.select, values.get("value", ""))
                self.first = None
                self.select = ""
        elif not name:
            return
        elif tag == "input":
            self._input(name, values)
        elif tag == "button":
            self._add(name, values.get("value", ""))
        elif tag == "select":
            self.select, self.first = name, None
        elif tag == "textarea":
            self.area = name
            self._add(name, "")

    def _input(self, name: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        if kind == "file" and self.form:
            self.form.files.append(name)
        elif kind not in ("checkbox", "radio") or "checked" in values:
            self._add(name, values.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, text: str) -> None:
        if self.area and self.form:
            name, value = self.form.fields[-1]
            self.form.fields[-1] = (name, value + text)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select" and self.select:
            self._add(self.select, self.first or "")
            self.select = ""

    def _add(self, name: str, value: str) -> None:
        if self.form is not None:
            self.form.fields.append((name, value))


def forms_of(text: str, page: str) -> list[Form]:
    """Every form of a page at the address `page`."""
    reader = _Reader(page)
    reader.feed(text)
    return reader.forms
