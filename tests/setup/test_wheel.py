"""The wheel: all that an office needs travels in it, also what git ignores."""

from __future__ import annotations

import importlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from this checkout."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(place.glob("*.whl"))) as packed:
        return set(packed.namelist())


@pytest.mark.slow
def test_the_browser_scripts_and_their_licences_travel_along(wheel: set[str]):
    scripts = importlib.import_module("scripts")
    wanted = {f"gongwen/web/static/vendor/{file.name}" for each in scripts.FOR_SCREENS for file in each.files}
    assert len(wanted) == 6
    assert {name for name in wheel if "/vendor/" in name} == wanted


@pytest.mark.slow
def test_templates_workflows_and_the_demonstration_travel_along(wheel: set[str]):
    for shipped, folder in {"templates": "templates", "workflows": "workflows", "demo": "samples/office"}.items():
        files = {str(path.relative_to(ROOT / folder)) for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert files
        assert {f"gongwen/shipped/{shipped}/{name}" for name in files} <= wheel


@pytest.mark.slow
def test_what_only_the_tests_need_stays_out(wheel: set[str]):
    assert [
        name for name in wheel if "axe" in name or "__pycache__" in name or name.startswith(("tests", "build"))
    ] == []
