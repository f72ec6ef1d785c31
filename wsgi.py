"""The WSGI entry: `gunicorn wsgi:app`, `flask --app wsgi ...`."""

import gc

from marketplace.app import create_app

app = create_app()

# The application itself lives as long as the process; looking through it at every collection cost a page up to a third.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
