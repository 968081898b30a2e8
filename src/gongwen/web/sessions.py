"""会话: Django's own, in the office's database; what a session notes of itself may be lost, an answer may not."""

from __future__ import annotations

import logging

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError

_log = logging.getLogger(__name__)


class SessionStore(db.SessionStore):
    """A session that was ended while another window's act was under way (or whose last use cannot be noted, because the
    disk is full) must not turn what was done into an error page: the act stands, and its answer is given."""

    def save(self, must_create: bool = False) -> None:
        """As Django saves it; a change of a session that is there already is given up where it cannot be made."""
        try:
            super().save(must_create)
        except UpdateError as error:
            _log.warning("a session could not be noted: %s", error.__context__)
