"""从立项到核验, on the phone: everybody, the clerk and the archivist too, on one of 390×844."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.walk import Walk, the_people

pytestmark = pytest.mark.slow


def test_a_project_goes_from_its_application_to_its_verified_bundle_on_the_phone(tmp_path: Path) -> None:
    with the_people(tmp_path / "office", phone=True) as hands:
        walk = Walk(hands, tmp_path)
        walk.go()
        walk.check()
