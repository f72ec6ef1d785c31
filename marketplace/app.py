"""The application factory."""

import logging

import structlog
from flask import Flask

from marketplace import wiring
from marketplace.config import ROOT, Config
from marketplace.extensions import babel, csrf, db, limiter, login, migrate
from marketplace.facts.transaction import BUSY_TIMEOUT_SECONDS, listen
from marketplace.web import access, assets, context, errors, formats, fragments, i18n, phrases, requests, security

__all__ = ["create_app"]


def create_app(config: Config | None = None) -> Flask:
    """Builds the application for one Config (the environment's by default).

    Raises:
        ConfigError: a setting is missing or unsafe.
    """
    config = config or Config.from_env()
    app = Flask("marketplace", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.extensions["config"] = config
    _configure(app, config)
    _bind_extensions(app, config)
    for part in (requests, i18n, phrases, formats, assets, fragments, context, errors):
        part.init_app(app)
    security.init_app(app, config)
    access.refuse_undeclared(app)
    app.add_url_rule("/", "root", access.access(access.Access.ANYONE)(i18n.root))
    wiring.wire(app, config)
    return app


def _configure(app: Flask, config: Config) -> None:
    config.data_dir.mkdir(parents=True, exist_ok=True)
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(config),
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "marketplace" / "translations"),
        BABEL_DEFAULT_LOCALE="en",
        RATELIMIT_ENABLED=config.rate_limits,
        RATELIMIT_STORAGE_URI="memory://",
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer() if config.production else structlog.dev.ConsoleRenderer(colors=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
    )


def _engine_options(config: Config) -> dict[str, object]:
    if config.sqlite:
        return {"connect_args": {"timeout": BUSY_TIMEOUT_SECONDS}}
    return {"pool_size": 8, "max_overflow": 8, "pool_pre_ping": True}


def _bind_extensions(app: Flask, config: Config) -> None:
    db.init_app(app)
    with app.app_context():
        listen(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    babel.init_app(app, locale_selector=i18n.language)
    csrf.init_app(app)
    limiter.init_app(app)
    login.init_app(app)
    login.login_view = "accounts.login"
    login.login_message = None
    login.session_protection = None  # people in the mountains change networks; the session key ends sessions
