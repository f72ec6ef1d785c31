"""Headers on every answer, and what a request may bring."""

import secrets
from itertools import chain
from typing import TypeVar
from urllib.parse import unquote_to_bytes

import structlog
from flask import Flask, Request, Response, abort, g, request
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from marketplace.config import Config
from marketplace.web.sessions import PrivateSessions

R = TypeVar("R", bound=BaseResponse)
LARGEST_BODY = 16 * 1024 * 1024
LARGEST_FORM = 1024 * 1024
FORM, UPLOAD = "application/x-www-form-urlencoded", "multipart/form-data"
REPLACED = "\ufffd"  # what the framework puts where bytes are no text
POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def init_app(app: Flask, config: Config) -> None:
    """Sets cookies, proxies, limits and headers."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-session" if config.https else "session",
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_NAME="__Host-remember" if config.https else "remember",
        REMEMBER_COOKIE_SECURE=config.https,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=2000,
        WTF_CSRF_SSL_STRICT=False,  # it wants a referrer, which pages behind secret links do not send
        WTF_CSRF_TIME_LIMIT=None,  # a form left open over lunch still works; the token dies with the session
    )
    app.session_interface = PrivateSessions()
    if config.trusted_proxies:
        count = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    policy = content_policy(config)

    @app.before_request
    def refuse_bad_text() -> None:
        structlog.contextvars.bind_contextvars(request=secrets.token_hex(4))
        refuse_control_characters(request)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)")
        if config.https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if "Cache-Control" not in response.headers and response.mimetype == "text/html":
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    @app.teardown_request
    def forget(_error: BaseException | None) -> None:
        structlog.contextvars.clear_contextvars()


def content_policy(config: Config) -> str:
    """The Content-Security-Policy: ourselves alone, and the map's tiles where they are configured."""
    policy = dict(POLICY)
    if config.map_tile_url:
        host = config.map_tile_url.split("/")[2].replace("{s}", "*")
        policy["img-src"] += f" https://{host}"
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def refuse_control_characters(incoming: Request) -> None:
    """Answers 400 to an address or a form that is not UTF-8, and to an address with NUL, which no column takes."""
    raw = [incoming.query_string]
    if incoming.mimetype == FORM:
        if (incoming.content_length or 0) > LARGEST_FORM:  # the framework bounds only the fields of uploads
            abort(413)
        raw.append(incoming.get_data())
    for part in raw:
        try:
            unquote_to_bytes(part).decode("utf-8")  # the framework itself keeps what it cannot read as %FF
        except UnicodeDecodeError:
            abort(400)
    values = [incoming.path, *chain.from_iterable(incoming.args.items(multi=True))]
    if any("\x00" in value or REPLACED in value for value in values):
        abort(400)
    if incoming.mimetype == UPLOAD and any(REPLACED in value for value in incoming.form.values()):
        abort(400)


def keep_secret(response: R) -> R:
    """For pages behind a secret link: no referrer, no index, no cache."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    g.secret_page = True
    return response
