"""The suite on several cores: whole files go to the workers in turn, those that take longest first.

A long file that begins last would leave the other worker idle; so whoever writes a file that takes over half a minute
puts it here (`make test ARGS=--durations=50` tells). Without workers the order stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]

LONGEST = (
    "story/test_demo.py",
    "cli/test_handbook.py",
    "web/story/test_on_the_phone.py",
    "web/story/test_at_the_desk.py",
    "story/test_killed.py",
    "web/api/test_api.py",
    "registry/test_killed.py",
    "printing/test_libreoffice.py",
    "story/test_paper.py",
    "generated/test_generated.py",
    "story/test_project.py",
    "web/handbook/test_screens.py",
    "web/procedures/test_in_the_browser.py",
    "web/overview/test_figures.py",
    "web/handling/test_in_the_browser.py",
    "web/review/test_in_the_browser.py",
    "cli/test_serve.py",
    "story/test_meeting.py",
)
"""Files below tests/, the longest first."""


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The tests with those of the longest files in front; within a file, and among the others, nothing moves."""
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    return sorted(items, key=lambda item: places.get(item.path, len(LONGEST)))
