"""A real server with its worker, and a real browser in front of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import ARGUMENTS, ROOT, chromium

PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True, slots=True)
class Site:
    """A running market: its address, and the folder with its kept mails and database."""

    url: str
    data: Path
    environment: dict[str, str]

    def flask(self, *arguments: str) -> str:
        """Runs a command of the site and gives what it printed."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`flask serve` with the demo, one a test process."""
    port = free_port()
    data = tmp_path_factory.mktemp("site")
    mine = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "APP_ENV")}
    url = f"http://127.0.0.1:{port}"
    environment = {**mine, "DATA_DIR": str(data), "PORT": str(port), "SITE_URL": url, "RATE_LIMITS": "off"}
    log = (data / "log").open("w")
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until_ready(url, process)
        yield Site(url, data, environment)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    """Asks /readyz until it says yes; two minutes at the most, the demo's loading included."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            if answer.status == 200:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    raise RuntimeError("the site did not get ready")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one a test process."""
    executable, more = chromium()
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(
            executable_path=executable, args=ARGUMENTS, env={**os.environ, **more}, handle_sigint=False
        )
        yield chrome
        chrome.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page as a new person: `visit("/fr/", javascript=False, viewport=PHONE, dark=True)`."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, *, javascript: bool = True, viewport: dict[str, int] = PHONE, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=site.url,
            java_script_enabled=javascript,
            viewport=viewport,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
