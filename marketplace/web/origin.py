"""Where a posted form came from, for the few that carry no token because their page is kept for everybody."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import abort, request

from marketplace.extensions import csrf

P = ParamSpec("P")
R = TypeVar("R")
OWN = frozenset({"same-origin", "none"})


def from_our_pages(view: Callable[P, R]) -> Callable[P, R]:
    """Takes the place of the token: answers 400 when the browser says that another site's page posted.

    Browsers since 2020 send Origin with every post, most also Sec-Fetch-Site; the cookies are SameSite=Lax besides.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if not is_ours():
            abort(400)
        return view(*args, **kwargs)

    return csrf.exempt(guarded)


def is_ours() -> bool:
    """Whether the request comes from a page of this site, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
