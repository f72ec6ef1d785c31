"""Who may come in by each route. Every view is declared with `access`; an undeclared one fails a test and answers 404."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import Flask, abort, current_app, request
from flask_login import current_user

P = ParamSpec("P")
R = TypeVar("R")


class Access(StrEnum):
    """Who a route is for. Which rows one may see is decided where they are loaded (`get_x_for`), never here."""

    ANYONE = "anyone"
    SECRET_LINK = "secret link"  # whoever holds the link; the view checks its token
    MEMBER = "member"  # signed in
    OWNER = "owner"  # signed in; the view loads a business of theirs
    MODERATOR = "moderator"  # signed in; the view loads what lies in their territories
    OPERATOR = "operator"  # signed in as an operator of the platform


def access(kind: Access) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declares who may come by this view, and turns the others away: to the login page, or with a 404."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if kind not in (Access.ANYONE, Access.SECRET_LINK) and not current_user.is_authenticated:
                return cast(R, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]  # set by flask-login
            if kind is Access.OPERATOR and not current_user.is_operator:
                abort(404)
            return view(*args, **kwargs)

        guarded.access = kind  # type: ignore[attr-defined]
        return guarded

    return declare


def declared_access(app: Flask, endpoint: str) -> Access | None:
    """What an endpoint declares, None when nothing."""
    return getattr(app.view_functions[endpoint], "access", None)


def refuse_undeclared(app: Flask) -> None:
    """Answers 404 for every route that declares nothing, so that forgetting is safe."""

    @app.before_request
    def check() -> Any:
        if request.endpoint not in (None, "static") and declared_access(app, request.endpoint) is None:
            abort(404)
