"""One frozen, typed Config, read from the environment once; a bad or missing value stops the start, naming it."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ENVIRONMENTS = ("development", "production")
ROOT = Path(__file__).resolve().parent.parent


class ConfigError(ValueError):
    """A setting is missing or unsafe; the message begins with its name."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings documented in docs/configuration.md, one field each."""

    app_env: str
    port: int
    data_dir: Path
    database_url: str
    secret_key: str
    site_url: str
    site_name: str
    mail_url: str
    mail_from: str
    map_tile_url: str
    trusted_proxies: int
    rate_limits: bool

    @property
    def production(self) -> bool:
        return self.app_env == "production"

    @property
    def https(self) -> bool:
        return self.site_url.startswith("https://")

    @property
    def sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Config":
        """Reads the settings.

        Raises:
            ConfigError: a value cannot be read, or is missing or unsafe in production.
        """
        app_env = env.get("APP_ENV", "development")
        if app_env not in ENVIRONMENTS:
            raise ConfigError(f"APP_ENV is {app_env!r}; it must be one of {', '.join(ENVIRONMENTS)}")
        production = app_env == "production"
        if production:
            _require(env, "DATA_DIR", "DATABASE_URL", "SECRET_KEY", "SITE_URL", "MAIL_URL", "MAIL_FROM")
        port = _port(env.get("PORT", "8000"))
        data_dir = Path(env.get("DATA_DIR") or ROOT / "data").resolve()
        return cls(
            app_env=app_env,
            port=port,
            data_dir=data_dir,
            database_url=_database_url(env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'versant.sqlite'}"),
            secret_key=_secret_key(env.get("SECRET_KEY", ""), data_dir, production),
            site_url=_site_url(env.get("SITE_URL") or f"http://localhost:{port}", production),
            site_name=env.get("SITE_NAME") or "Versant",
            mail_url=_mail_url(env.get("MAIL_URL") or "console", production),
            mail_from=_mail_from(env.get("MAIL_FROM") or "Versant <bonjour@versant.example>"),
            map_tile_url=_map_tile_url(env.get("MAP_TILE_URL", "")),
            trusted_proxies=_trusted_proxies(env.get("TRUSTED_PROXIES", "0")),
            rate_limits=_rate_limits(env.get("RATE_LIMITS", "on"), production),
        )


def _require(env: Mapping[str, str], *names: str) -> None:
    for name in names:
        if not env.get(name):
            raise ConfigError(f"{name} must be set in production")


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ConfigError(f"PORT is {text!r}; it must be a number from 1 to 65535")
    return int(text)


def _database_url(url: str) -> str:
    """Accepts sqlite and postgresql addresses; the PostgreSQL driver is always psycopg 3."""
    if url.startswith("sqlite:///"):
        return url
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    raise ConfigError("DATABASE_URL must begin with sqlite:/// or postgresql://")


def _secret_key(key: str, data_dir: Path, production: bool) -> str:
    if production and len(key) < 32:
        raise ConfigError("SECRET_KEY is shorter than 32 characters")
    if key:
        return key
    path = data_dir / "secret_key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        draft = data_dir / f"secret_key.{os.getpid()}"
        with open(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):  # web and worker may start together; the first whole file wins
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def _site_url(url: str, production: bool) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise ConfigError("SITE_URL must be like https://market.example, without a path")
    if production and parts.scheme != "https":
        raise ConfigError("SITE_URL must begin with https:// in production")
    return f"{parts.scheme}://{parts.netloc}"


def _mail_url(url: str, production: bool) -> str:
    if url == "console":
        if production:
            raise ConfigError("MAIL_URL is console; production needs smtp://")
        return url
    if urlsplit(url).scheme not in ("smtp", "smtps") or not urlsplit(url).hostname:
        raise ConfigError("MAIL_URL must be console or like smtp://user:password@host:587")
    return url


def _mail_from(text: str) -> str:
    if "@" not in text or any(c in text for c in "\r\n"):
        raise ConfigError("MAIL_FROM must be an e-mail address, with or without a name before it")
    return text


def _map_tile_url(url: str) -> str:
    if url and (not url.startswith("https://") or not all(part in url for part in ("{x}", "{y}", "{z}"))):
        raise ConfigError("MAP_TILE_URL must begin with https:// and hold {z}, {x} and {y}")
    return url


def _trusted_proxies(text: str) -> int:
    """How many reverse proxies stand before the application, each adding one X-Forwarded-For entry."""
    if not text.isdecimal() or int(text) > 5:
        raise ConfigError(f"TRUSTED_PROXIES is {text!r}; it must be a number from 0 to 5")
    return int(text)


def _rate_limits(text: str, production: bool) -> bool:
    if text not in ("on", "off"):
        raise ConfigError(f"RATE_LIMITS is {text!r}; it must be on or off")
    if production and text == "off":
        raise ConfigError("RATE_LIMITS cannot be off in production")
    return text == "on"
