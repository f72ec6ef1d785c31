"""What happened, kept safe: transactions, the outbox and its job loop, history.

Words: a *fact* is a frozen event from a feature's events.py; the *outbox* holds what facts ask to be done; a *job* is
one outbox row with a handler; a *stream* row has none and is read by a consumer that keeps a watermark on `position`.
"""
