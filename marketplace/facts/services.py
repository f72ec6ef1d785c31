"""The outside things this application was wired with, behind their ports."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import current_app

from marketplace.config import Config
from marketplace.ports.clock import Clock
from marketplace.ports.images import ImageProcessor
from marketplace.ports.mail import MailTransport
from marketplace.ports.search import SearchEngine
from marketplace.ports.storage import Storage


@dataclass(frozen=True, slots=True)
class Services:
    """One adapter per port, chosen in wiring.py."""

    clock: Clock
    mail: MailTransport
    storage: Storage
    images: ImageProcessor
    search: SearchEngine


def services() -> Services:
    """The services of the running application."""
    return cast(Services, current_app.extensions["services"])


def config() -> Config:
    """The settings of the running application."""
    return cast(Config, current_app.extensions["config"])


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return services().clock.now()
