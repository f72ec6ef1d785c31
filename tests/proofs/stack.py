"""The real thing: gunicorn with several processes and threads, a worker, a database and a mail server of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from flask import Flask
from flask_migrate import upgrade

from marketplace.app import create_app
from marketplace.config import ROOT
from marketplace.extensions import db
from marketplace.facts.models import Heartbeat, OutboxRow
from marketplace.facts.services import now
from tests.conftest import test_config
from tests.proofs.mailbox import Mailbox, free_port
from tests.proofs.visitors import Visitor

T = TypeVar("T")
PROCESSES, THREADS = 4, 8
PATIENCE = 60.0  # seconds: the bar for being well again


@dataclass(slots=True)
class Stack:
    """Web and worker over one database; kill and start them as you like. `app` looks at the same database from here."""

    app: Flask
    env: dict[str, str]
    port: int
    mailbox: Mailbox
    log: Path
    pipe: int  # to the log, so that a full disk of theirs does not keep them from complaining
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, *names: str) -> None:
        """Starts "web" or "worker", or both, without waiting."""
        for name in names or ("web", "worker"):
            self.running[name] = subprocess.Popen(
                self._command(name), cwd=ROOT, env=self.env, stdout=self.pipe, stderr=self.pipe, start_new_session=True
            )

    def _command(self, name: str) -> list[str]:
        if name == "worker":
            return [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        size = ["--workers", str(PROCESSES), "--threads", str(THREADS), "--log-level", "warning"]
        return [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{self.port}", *size]

    def kill(self, name: str) -> None:
        """SIGKILL to it and all its children: nobody may tidy up."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_one_web_process(self, which: int) -> None:
        """SIGKILL to one of the processes that serve; the master starts another."""
        children = Path(f"/proc/{self.running['web'].pid}/task/{self.running['web'].pid}/children").read_text().split()
        if children:
            os.kill(int(children[which % len(children)]), signal.SIGKILL)

    def stop(self) -> None:
        """Ends everything."""
        for name in list(self.running):
            self.kill(name)

    def visitor(self) -> Visitor:
        """Somebody with a browser of their own."""
        return Visitor(self.port)

    def ready(self) -> bool:
        """What /readyz says."""
        try:
            return self.visitor().get("/readyz").status == 200
        except OSError:
            return False

    def beaten_since(self, at: datetime) -> bool:
        """Whether the worker gave a sign of life after that moment."""
        beat = self.look(lambda: db.session.scalar(db.select(Heartbeat.at)))
        return beat is not None and beat > at

    def idle(self) -> bool:
        """Whether every job that is due has been done or parked; what failed and waits for its next attempt is neither."""

        def undone() -> int | None:
            due = db.or_(OutboxRow.due_at <= now(), OutboxRow.attempts > 0)
            return db.session.scalar(
                db.select(OutboxRow.id).where(OutboxRow.done_at.is_(None), OutboxRow.parked_at.is_(None), due).limit(1)
            )

        return self.look(undone) is None

    def look(self, read: Callable[[], T]) -> T:
        """Reads from the database, in a transaction of its own."""
        with self.app.app_context():
            try:
                return read()
            finally:
                db.session.remove()

    def audit(self) -> tuple[int, str]:
        """The command's exit status and what it said."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "audit"]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


def wait_until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
    """Asks again and again; the seconds it took.

    Raises:
        AssertionError: it did not come about within `patience` seconds.
    """
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < patience, f"after {patience:.0f} s still not: {what}"
        time.sleep(0.05)
    return time.monotonic() - began


@contextmanager
def stack(url: str, data_dir: Path) -> Iterator[Stack]:
    """A migrated, empty market, started and ready once `start()` was called; ended afterwards."""
    with Mailbox() as mailbox:
        settings = {"MAIL_URL": f"smtp://127.0.0.1:{mailbox.port}?tls=none", "PORT": free_port()}
        app = create_app(test_config(url, data_dir, **settings))
        with app.app_context():
            upgrade()
        config = app.extensions["config"]
        env = {"DATABASE_URL": url, "DATA_DIR": str(data_dir), "SECRET_KEY": config.secret_key, "RATE_LIMITS": "off"}
        env |= {name: str(value) for name, value in settings.items()}
        log = data_dir / "stack.log"
        with log.open("wb") as file, subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=file) as keeper:  # noqa: S607
            assert keeper.stdin is not None
            market = Stack(app, {**os.environ, **env}, config.port, mailbox, log, keeper.stdin.fileno())
            try:
                yield market
            finally:
                market.stop()
            with app.app_context():
                db.engine.dispose()
