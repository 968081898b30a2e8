"""从立项到核验, at the desk: everybody at the office's PC (1366×768)."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.walk import Walk, the_people

pytestmark = pytest.mark.slow


def test_a_project_goes_from_its_application_to_its_verified_bundle_at_the_desk(tmp_path: Path) -> None:
    with the_people(tmp_path / "office", phone=False) as hands:
        walk = Walk(hands, tmp_path)
        walk.go()
        walk.check()
