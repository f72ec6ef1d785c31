"""Rendered pieces of pages, kept in the process under keys that hold language and row versions.

A key names everything the piece was made from, so nothing is ever thrown away for being old: a changed row has a new
version and so a new key. Pieces hold no user, token or basket.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from flask import Flask, current_app, request
from markupsafe import Markup

from marketplace.web.assets import build
from marketplace.web.i18n import language

MOST_CHARACTERS = 32_000_000  # about 64 MB a process


class FragmentCache:
    """The least recently used pieces go first; safe between threads."""

    def __init__(self, most_characters: int = MOST_CHARACTERS) -> None:
        self._pieces: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = Lock()
        self._size = 0
        self._most = most_characters

    def get(self, key: Hashable, make: Callable[[], str]) -> Markup:
        """The piece under `key`, made now where it is not there."""
        with self._lock:
            piece = self._pieces.get(key)
            if piece is not None:
                self._pieces.move_to_end(key)
                return piece
        piece = Markup(make())  # made by our own templates, which escape
        with self._lock:
            if key not in self._pieces:
                self._pieces[key] = piece
                self._size += len(piece)
            while self._size > self._most:
                _, old = self._pieces.popitem(last=False)
                self._size -= len(old)
        return piece

    def clear(self) -> None:
        """Forgets everything, for measuring."""
        with self._lock:
            self._pieces.clear()
            self._size = 0


fragments = FragmentCache()


def cached(key: tuple[Hashable, ...], caller: Callable[[], str]) -> Markup:
    """For templates: {% call cached(("footer", lang)) %}...{% endcall %}. The key names all that the piece shows."""
    return fragments.get((build(), *key), caller)


def page(key: tuple[Hashable, ...], make: Callable[[], str]) -> str:
    """A whole page. For a stranger, whose page holds nothing of their own, it is kept; for everybody else made anew.

    The key names all that the page shows besides its address and language.
    """
    if not is_stranger():
        return make()
    return fragments.get((build(), request.full_path, language(), *key), make)


def is_stranger() -> bool:
    """Whether the visitor brings neither a session nor a login that is remembered."""
    names = (current_app.config["SESSION_COOKIE_NAME"], current_app.config["REMEMBER_COOKIE_NAME"])
    return not any(name in request.cookies for name in names)


def init_app(app: Flask) -> None:
    """Lends templates `cached`."""
    app.add_template_global(cached)
