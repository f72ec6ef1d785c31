"""The session cookie, which stays out of answers that everybody may keep."""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class PrivateSessions(SecureCookieSessionInterface):
    """Sets no cookie, and no Vary by it, on what is cached for all: pictures would be fetched anew at every login."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.public:
            super().save_session(app, session, response)
