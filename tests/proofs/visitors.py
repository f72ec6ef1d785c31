"""People with browsers, over real connections."""

import http.client
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.proofs.buyers import hidden_fields

SECONDS = 60  # longer than any answer may take


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass(slots=True)
class Visitor:
    """Keeps cookies, sends forms; every request is a connection of its own.

    Raises from every method:
        OSError, http.client.HTTPException: nobody answered.
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def submit(self, page: str, path: str, fields: dict[str, str]) -> Answer:
        """Opens a page, and sends one of its forms with the hidden fields it holds."""
        return self.post(path, {**hidden_fields(self.get(page).text), **fields})

    def log_in(self, email: str, password: str) -> None:
        answer = self.submit("/en/login/", "/en/login/", {"email": email, "password": password})
        assert answer.status == 303, answer.text

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept": "text/html",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for value in answer.headers.get_all("Set-Cookie") or ():
            for name, cookie in SimpleCookie(value).items():
                self.cookies[name] = cookie.value
        return Answer(answer.status, answer.headers.get("Location", ""), text)


@dataclass(slots=True)
class Shopper:
    """A guest with things in the basket and the checkout form filled in; `email` is theirs alone."""

    visitor: Visitor
    email: str
    form: dict[str, str]

    def order(self) -> Answer:
        """Presses the last button; pressing again sends the very same form."""
        return self.visitor.post("/en/checkout/", self.form)


def shopper(visitor: Visitor, number: int, things: dict[int, int], slots: dict[str, str]) -> Shopper:
    """Fills a basket with quantities by variant, chooses slot keys by business slug, opens the checkout."""
    for variant, quantity in things.items():
        added = visitor.post("/en/basket/lines/", {"variant": str(variant), "quantity": str(quantity)})
        assert added.status == 303, added.status
    chosen = visitor.submit("/en/basket/", "/en/basket/", {f"slot-{slug}": key for slug, key in slots.items()})
    assert chosen.status in (200, 303), chosen.status
    email = f"shopper{number}@example.org"
    you = {"name": f"Shopper {number}", "email": email, "phone": f"+393331{number:06}", "terms": "y"}
    return Shopper(visitor, email, {**hidden_fields(visitor.get("/en/checkout/").text), **you})


def placed(answer: Answer) -> str:
    """The secret link's token when the order was acknowledged, else empty."""
    return (
        answer.location.rstrip("/").rsplit("/", 1)[1] if answer.status == 303 and "/orders/" in answer.location else ""
    )
