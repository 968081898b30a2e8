"""The plan of the house is a test: floors, libraries, clocks, names; and each planted breach is shown to be caught."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "gongwen"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers", "tools"}
DOORS = ("cli", "web")


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a checkout at `root`."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(
        command, cwd=root, env={**os.environ, "PYTHONPATH": str(root / "src")}, capture_output=True, text=True
    )


@pytest.mark.slow
def test_imports_go_down_only() -> None:
    """The floors and who may know which library, as pyproject.toml declares them."""
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


BREACHES = {
    "a room calls its neighbour": ("numbering/planted.py", "import gongwen.workflow", "Doors call the office"),
    "the document climbs": ("document/planted.py", "import gongwen.drafting", "Doors call the office"),
    "a lazy climb inside a function": (
        "archiving/planted.py", "def f():\n    import gongwen.office", "Doors call the office"),
    "a folder without a floor": ("helpers_room/__init__.py", "", "Doors call the office"),
    "a circle inside a room": ("workflow/planted.py", "import gongwen.workflow.planted_too", "No circles"),
    "django in the office": ("office/planted.py", "import django", "Django stays"),
    "a door reaches into a room": ("cli/planted.py", "import gongwen.assessing", "Doors speak to the office"),
    "the office reads the tables": ("office/planted.py", "import gongwen.registry.models", "Database tables"),
    "the office reads one table": ("office/planted.py", "import gongwen.registry.models.cases", "Database tables"),
    "a door imports the settings": ("cli/planted.py", "import gongwen.settings", "Nobody imports the settings"),
    "transitions outside workflow": ("office/planted.py", "import transitions", "transitions, jsonschema"),
    "python-docx in archiving": ("archiving/planted.py", "import docx", "Word files"),
    "jinja in the office": ("office/planted.py", "import jinja2", "Jinja and the segmenter"),
    "pypdf in printing": ("printing/planted.py", "import pypdf", "pypdf and bagit"),
    "pikepdf in drafting": ("drafting/planted.py", "import pikepdf", "pikepdf: printing"),
    "the PDF reader in drafting": ("drafting/planted.py", "import pypdfium2", "The PDF reader"),
    "openpyxl in archiving": ("archiving/planted.py", "import openpyxl", "openpyxl: exchanging"),
    "rich in the office": ("office/planted.py", "import rich", "typer and rich"),
    "gunicorn in the command line": ("cli/planted.py", "import gunicorn", "gunicorn: the web only"),
    "ninja in the office": ("office/planted.py", "import ninja", "ninja: the web only"),
    "one room of the web knows another": (
        "web/unit/planted.py", "import gongwen.web.review", "The rooms of the web"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BREACHES)
def test_a_planted_breach_is_caught(name: str, tmp_path: Path) -> None:
    """Each contract names the breach that it exists for."""
    place, text, contract = BREACHES[name]
    shutil.copytree(SOURCE, tmp_path / "src" / "gongwen", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / "src" / "gongwen" / place
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text + "\n")
    if name == "a circle inside a room":
        planted.with_name("planted_too.py").write_text("import gongwen.workflow.planted\n")
    result = lint(tmp_path)
    assert result.returncode == 1
    assert re.search(rf"{re.escape(contract)}.*BROKEN", result.stdout), result.stdout


def test_no_module_is_a_junk_drawer() -> None:
    """A module is named after the trade; utils and helpers say nothing."""
    assert [path for path in MODULES if path.stem in JUNK or path.parent.name in JUNK] == []


def test_every_module_says_what_it_is() -> None:
    """A module docstring begins with the office's own term."""
    docs = {path: ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for path in MODULES}
    assert [str(path) for path, doc in docs.items() if not re.match(r"[\u4e00-\u9fff]", doc)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_clock_is_read_at_the_door_only(path: Path) -> None:
    """No now() or today() below the doors; a lease's machine clock (office/jobs.py) is the one stated exception."""
    room = path.relative_to(SOURCE).parts[0]
    if room in DOORS or path.relative_to(SOURCE) == Path("office/jobs.py"):
        return
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    assert [node.lineno for node in calls if node.func.attr in ("now", "today", "utcnow") and not node.args] == []


def test_functions_are_small() -> None:
    """No function of ours is longer than 60 lines."""
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60:
                long.append(f"{path.relative_to(SOURCE)}:{node.name}")
    assert long == []


def test_no_machine_path_or_registry_host_is_in_the_tree() -> None:
    """What the repository says is the same on every machine: no path of this one, no package registry's address."""
    assert _files_with("-F", f"{ROOT}/") == []
    assert _files_with("-E", r"https?://[A-Za-z0-9.-]*(pypi|npm|debian)[A-Za-z0-9.-]*") == []


def _files_with(kind: str, words: str) -> list[str]:
    command = ["git", "grep", "-lI", kind, "-e", words, "--", "."]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.split()
