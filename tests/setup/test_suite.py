"""`make test` runs the suite on two cores: the long files first, and a closing line that can be read."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kit.order import LONGEST, TESTS, longest_first

ROOT = Path(__file__).parents[2]


def makefile_line(start: str) -> str:
    """What stands behind `start` in the Makefile."""
    found = re.search(rf"^{re.escape(start)}(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert found, start
    return found[1].strip()


def test_the_long_files_are_there():
    assert [name for name in LONGEST if not (TESTS / name).is_file()] == []


def test_the_long_files_begin_first_and_nothing_else_moves():
    names = ["cli/test_draft.py", LONGEST[1], "cli/test_proof.py", LONGEST[0], LONGEST[1]]
    items = [SimpleNamespace(path=TESTS / name, place=place) for place, name in enumerate(names)]
    assert [item.place for item in longest_first(items)] == [3, 1, 4, 0, 2]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [[], ["-n", "0"], ["-x"]])
def test_the_suite_ends_with_the_number_of_tests_that_passed(tmp_path: Path, arguments: list[str]):
    """Whatever ARGS adds to the Makefile's own options."""
    for name in ("test_first.py", "test_second.py"):
        (tmp_path / name).write_text("def test_it(): pass\ndef test_again(): pass\n")
    options = shlex.split(makefile_line("PYTEST = .venv/bin/pytest"))
    command = [sys.executable, "-m", "pytest", *options, "-q", *arguments, "-c", "/dev/null", tmp_path]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(r"4 passed in [\d.]+s.*", done.stdout.splitlines()[-1])
