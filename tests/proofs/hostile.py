"""A seeded stream of requests that nobody means well with."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_from_bytes

MARK = "xq7"
SCRIPTS = (
    f'"><script>{MARK}()</script>',
    f"'><img src=x onerror={MARK}()>",
    f"javascript:{MARK}()",
    "</textarea><b onx>",
)
TEMPLATES = ("{{1337*1331}}", "${1337*1331}", "%(x)s", "%s%n", "{0.__class__}")
PRODUCT = "1779547"
TEXTS = (
    *SCRIPTS,
    *TEMPLATES,
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "a\r\nX-Injected: yes",
    "//evil.example/",
    "https://evil.example/",
    "\u202egnp.exe",
    "\U0001f600" * 50,
    "é" * 5000,
    "x" * 100_000,
    "=cmd|' /C calc'!A0",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    " ",
    "",
    "\x0b\x1b[31m",
    "a\x00b",
    "null",
    "[]",
    '{"a": 1}',
)
NUMBERS = (
    "-1",
    "0",
    "1e999",
    "NaN",
    "inf",
    "9" * 30,
    str(2**31),
    str(2**63),
    "-" + "9" * 40,
    "0x10",
    "1,5",
    "٣",
    "1 234,5",
)
DATES = ("2026-02-30", "0000-00-00", "9999-12-31", "1-2026-11-26", "99999999999-2026-11-26", "24:61", "٢٠٢٦-١١-٢٦")
BROKEN = (b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\x80")
QUERIES = [
    "q",
    "territory",
    "commune",
    "category",
    "kind",
    "label",
    "open",
    "sort",
    "page",
    "next",
    "state",
    "day",
    "from",
    "to",
    "language",
    "x",
]
HEADERS = {
    "Accept-Language": ("fr;q=zz", "*", "xx-" * 500, "fr,it;q=-1", '"><script>xq7()</script>', "é"),
    "Cookie": ("session=broken", "session=.eJx; session=", "a=" + "b" * 3000, "remember=1|2", ";;;=", "session=é"),
    "Referer": ("javascript:xq7()", "//evil.example", '"><script>xq7()</script>', "http://[::1"),
    "X-Forwarded-For": ("not an address", "1.2.3.4, " * 100, "'; drop table", "<script>xq7()</script>"),
    "X-Forwarded-Host": ("evil.example",),
    "Host": ("evil.example", "localhost:99999", "a b", "[::1", "é"),
    "Content-Type": (
        "application/json",
        "text/xml",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "x/x; charset=zz",
    ),
    "Range": ("bytes=5-1", "bytes=" + "0-1," * 500, "x"),
    "If-None-Match": ('W/"', "*", '"' + "a" * 2000),
    "If-Modified-Since": ("yesterday", "Thu, 99 Foo 2026 99:99:99 GMT"),
    "Origin": ("null", "https://evil.example", "é"),
    "Sec-Fetch-Site": ("cross-site", "x"),
    "HX-Request": ("true",),
    "X-HTTP-Method-Override": ("DELETE",),
    "Content-Length": ("-1", "x", "99999999999"),
    "Accept": ("application/json", "*/*;q=x", "image/webp"),
}


@dataclass(frozen=True, slots=True)
class Attack:
    """One request; `broken` says that its address or form holds what is not UTF-8."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    broken: bool = False

    def keywords(self) -> dict[str, Any]:
        """For the test client."""
        form = {"Content-Type": "application/x-www-form-urlencoded"} if self.method == "POST" else {}
        return {"method": self.method, "data": self.body, "headers": {**form, **self.headers}}


@dataclass(frozen=True, slots=True)
class Target:
    """A form or a page: fields as a browser would send them, and the parts of its address that vary."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()
    varying: tuple[str, ...] = ()


def attacks(targets: list[Target], chance: random.Random) -> Iterator[Attack]:
    """Without end."""
    while True:
        target = chance.choice(targets)
        path, body, headers, broken = target.path, b"", {}, False
        if chance.random() < 0.15 and target.varying:
            part = chance.choice(target.varying)
            path = path.replace(f"/{part}", "/" + quote(text(chance)[:1500], safe=""), 1)
        if target.method == "POST":
            body, broken = mangled(list(target.fields), chance)
        elif chance.random() < 0.8:
            names = QUERIES + [name for name, _ in target.fields]
            query, broken = encoded(
                [(chance.choice(names), text(chance)[:2000]) for _ in range(chance.randint(1, 4))], chance
            )
            path += "?" + query.decode()
        if chance.random() < 0.3:
            name = chance.choice(list(HEADERS))
            headers[name] = chance.choice(HEADERS[name])
        yield Attack(target.method, path, body, headers, broken)


def text(chance: random.Random) -> str:
    """Something to write into a field."""
    return chance.choice(chance.choice((TEXTS, TEXTS, NUMBERS, DATES)))


def mangled(fields: list[tuple[str, str]], chance: random.Random) -> tuple[bytes, bool]:
    """The fields of a form with a few replaced, left out or sent twice."""
    for _ in range(chance.randint(1, 4)):
        if not fields:
            break
        place = chance.randrange(len(fields))
        name, value = fields[place]
        what = chance.random()
        if what < 0.7:
            fields[place] = (name, text(chance))
        elif what < 0.8:
            del fields[place]
        else:
            fields.insert(place, (name, text(chance) if what < 0.95 else value))
    if chance.random() < 0.1:
        fields.append((text(chance)[:200], text(chance)))
    return encoded(fields, chance)


def encoded(fields: list[tuple[str, str]], chance: random.Random) -> tuple[bytes, bool]:
    """As in an address; now and then with bytes that are no text."""
    pairs = [f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in fields]
    broken = bool(pairs) and chance.random() < 0.05
    if broken:
        place = chance.randrange(len(pairs))
        pairs[place] = pairs[place].partition("=")[0] + "=" + quote_from_bytes(chance.choice(BROKEN))
    return "&".join(pairs).encode(), broken
