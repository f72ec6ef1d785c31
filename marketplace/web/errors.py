"""Error pages that help: in the reader's language, saying what to do next."""

import structlog
from flask import Flask, render_template, request
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from marketplace.extensions import db
from marketplace.kernel.errors import NotFound
from marketplace.ports.storage import StorageUnavailable
from marketplace.web.context import do_without_database

PAGES = (400, 403, 404, 405, 413, 429, 500, 503)
log = structlog.get_logger("web")
Answer = tuple[str, int, dict[str, str]]


def error_page(code: int, headers: dict[str, str] | None = None) -> Answer:
    """One of our error pages; `code` is one of PAGES."""
    if code >= 500:
        do_without_database()
    return render_template(f"errors/{code}.html"), code, headers or {}


def init_app(app: Flask) -> None:
    """Registers the pages."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Answer | HTTPException:
        code = error.code or 500
        if code < 400:
            return error
        db.session.rollback()
        return error_page(code if code in PAGES else 400 if code < 500 else 500)

    @app.errorhandler(CSRFError)
    def stale_form(_error: CSRFError) -> Answer:
        return error_page(400)

    @app.errorhandler(RateLimitExceeded)
    def too_many(_error: RateLimitExceeded) -> Answer:
        return error_page(429, {"Retry-After": "60"})

    @app.errorhandler(NotFound)
    def not_found(_error: NotFound) -> Answer:
        db.session.rollback()
        return error_page(404)

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(StorageUnavailable)
    def unavailable(error: Exception) -> Answer:
        db.session.rollback()
        detail = str(getattr(error, "orig", ""))[:200]  # the driver's words, without the values
        log.error("unavailable", error=type(error).__name__, detail=detail, endpoint=request.endpoint)
        return error_page(503, {"Retry-After": "5"})
