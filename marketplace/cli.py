"""The commands, joined: each feature's own, and those that run the whole."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from marketplace.accounts.cli import users
from marketplace.audit.cli import audit
from marketplace.config import ROOT
from marketplace.demo.cli import demo
from marketplace.demo.operations import is_empty, load_demo
from marketplace.demo.people import accounts_to_try
from marketplace.facts.services import config
from marketplace.facts.worker import Worker
from marketplace.search.cli import search
from marketplace.sheets.cli import bring, give

GROUPS: tuple[click.Command, ...] = (audit, demo, search, users, bring, give)
STOP_SECONDS = 20


@click.command()
@with_appcontext
def worker() -> None:
    """Run the jobs: letters, photos, search index, deadlines."""
    Worker(consumers=current_app.extensions["consumers"]).run()


@click.command()
@with_appcontext
def serve() -> None:
    """Migrate, load the demo into an empty data folder, then run web and worker until Ctrl-C."""
    settings = config()
    _require_free_port(settings.port)
    upgrade()
    if not settings.production and is_empty():
        click.echo("Loading the demo, once ...")
        load_demo()
    web = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{settings.port}"]
    web += ["--workers", "2", "--threads", "4", "--log-level", "warning"]
    jobs = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    processes = [subprocess.Popen(command, cwd=ROOT, start_new_session=True) for command in (web, jobs)]
    click.echo(f"{settings.site_name}: {settings.site_url}")
    if not settings.production:
        click.echo(accounts_to_try())
    _watch(processes)


def _require_free_port(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise click.ClickException(f"port {port} is taken; set PORT to another one")


def _watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Waits until asked to stop or until one of the two ends, then stops both."""
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    while not stopping and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    if not stopping:
        raise click.ClickException("web or worker ended by itself")


def register(app: Flask) -> None:
    """Makes the commands known to `flask`."""
    for command in (worker, serve, *GROUPS):
        app.cli.add_command(command)
