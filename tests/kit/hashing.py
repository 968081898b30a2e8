"""Passwords hashed quickly, for tests that are not about the hashing: the real one takes a while on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gongwen.registry import opening


@contextmanager
def quickly_hashed() -> Iterator[None]:
    """As long as this lasts, a password is hashed in a millisecond."""
    opening.set_up_django()
    from django.test.utils import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
