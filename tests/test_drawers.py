"""抽屉: a room shows what it says it shows, and what is not asked for is not loaded."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import gongwen
from gongwen import registry
from kit.office import an_office

ROOT = Path(gongwen.__file__).parent
ROOMS = ("archiving", "drafting", "exchanging", "printing", "proofing", "registry")
HEAVY = {"docx", "docxtpl", "fontTools", "jinja2", "openpyxl", "pikepdf", "PIL", "pypdf", "pypdfium2"}
"""Libraries for papers, pages and workbooks: half a second, several times that where nothing compiled may be kept."""
TELLING = """
import sys
from gongwen.cli import main
for words in (["todo"], ["project", "list"], ["organ", "list"]):
    try:
        main([*words, "--home", sys.argv[1]])
    except SystemExit as ended:
        assert not ended.code, words
print(*sys.modules)
"""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_shows_what_type_checkers_see_and_every_name_of_it_is_there(room: str) -> None:
    package = import_module(f"gongwen.{room}")
    tree = ast.parse(Path(str(package.__file__)).read_text("utf-8"))
    (checked,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {
        (str(line.module), name.name)
        for line in checked.body
        if isinstance(line, ast.ImportFrom)
        for name in line.names
    }
    shown = {
        (f"{package.__name__}.{place}", name) for place, names in package._DRAWERS.items() for name in names.split()
    }
    assert shown == seen
    assert all(getattr(package, name) is not None for name in package.__all__)


@pytest.mark.parametrize("room", ROOMS)
def test_no_module_bears_the_name_of_something_shown(room: str) -> None:
    """Python would give the module under that name, or the thing, by what was loaded first."""
    modules = {path.stem for path in (ROOT / room).iterdir()}
    assert not modules & set(import_module(f"gongwen.{room}").__all__)


def test_a_room_knows_nothing_else() -> None:
    from gongwen import drafting

    with pytest.raises(AttributeError, match=r"gongwen\.drafting.*'forge'"):
        _ = drafting.forge


@pytest.mark.slow
def test_a_command_that_only_tells_loads_no_library_for_papers(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TELLING, str(an_office(tmp_path / "office"))]
    registry.close()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.splitlines()[-1].split())
