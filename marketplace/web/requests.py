"""How a request begins: whatever may write begins its transaction for writing, before anything is read."""

from flask import Flask, request

from marketplace.facts.transaction import begin_for_reading, begin_for_writing

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Registered before everything else, the user loader's read included."""

    @app.before_request
    def begin() -> None:
        if request.method in SAFE_METHODS:
            begin_for_reading()
        else:
            begin_for_writing()

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        begin_for_reading()
