"""A bad or missing setting stops the start and is named."""

from pathlib import Path

import pytest

from marketplace.config import Config, ConfigError

PRODUCTION = {
    "APP_ENV": "production",
    "DATABASE_URL": "postgres://versant@db/versant",
    "SECRET_KEY": "k" * 40,
    "SITE_URL": "https://versant.example",
    "MAIL_URL": "smtp://mail.example:587",
    "MAIL_FROM": "bonjour@versant.example",
}


def production(tmp_path: Path, **changes: str) -> Config:
    return Config.from_env({**PRODUCTION, "DATA_DIR": str(tmp_path), **changes})


def test_everything_is_optional_in_development(tmp_path: Path) -> None:
    config = Config.from_env({"DATA_DIR": str(tmp_path)})
    assert not config.production
    assert config.database_url == f"sqlite:///{tmp_path / 'versant.sqlite'}"
    assert len(config.secret_key) >= 32


def test_the_development_key_is_made_once(tmp_path: Path) -> None:
    first = Config.from_env({"DATA_DIR": str(tmp_path)}).secret_key
    assert Config.from_env({"DATA_DIR": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_production_takes_a_whole_set(tmp_path: Path) -> None:
    config = production(tmp_path)
    assert config.production and config.https
    assert config.database_url.startswith("postgresql+psycopg://")


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "SITE_URL", "MAIL_URL", "MAIL_FROM", "DATA_DIR"])
def test_production_names_what_is_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name} "):
        production(tmp_path, **{name: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "staging"),
        ("PORT", "http"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://x"),
        ("SECRET_KEY", "short"),
        ("SITE_URL", "http://versant.example"),
        ("SITE_URL", "https://versant.example/market"),
        ("MAIL_URL", "console"),
        ("MAIL_URL", "http://mail.example"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "a@b.example\r\nBcc: c@d.example"),
        ("MAP_TILE_URL", "http://tiles.example/{z}/{x}/{y}.png"),
        ("MAP_TILE_URL", "https://tiles.example/"),
        ("TRUSTED_PROXIES", "many"),
        ("RATE_LIMITS", "off"),
        ("RATE_LIMITS", "maybe"),
    ],
)
def test_production_refuses_what_is_unsafe(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name} "):
        production(tmp_path, **{name: value})
