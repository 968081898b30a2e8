"""操作手册: every command and option stands in the handbook, and what it says can be run is run, in order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typer

from gongwen.cli.main import app
from gongwen.drafting import paper_file

ROOT = Path(__file__).parents[2]
HANDBOOK = (ROOT / "docs" / "handbook.md").read_text("utf-8")
FENCE = re.compile(r"^```(?P<kind>sh|yaml) (?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
RUNNABLE = "可运行"


def commands() -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Every command of the program with its full name."""
    for name, command in typer.main.get_command(app).commands.items():
        for part, inner in getattr(command, "commands", {"": command}).items():
            yield f"{name} {part}".strip(), inner


COMMANDS = dict(commands())


def test_the_program_has_commands():
    assert {"demo", "project take", "paper hand-in", "archive verify"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_and_a_help_text(name):
    """A command the handbook does not mention does not exist for the office."""
    assert re.search(rf"^gongwen {name}( |$)", HANDBOOK, re.MULTILINE)
    assert COMMANDS[name].help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_the_handbook_and_in_the_help(name):
    options = [parameter for parameter in COMMANDS[name].params if parameter.opts[0].startswith("--")]
    spoken = [option for option in options if option.name != "help"]
    assert [option.opts[0] for option in spoken if option.opts[0] not in HANDBOOK] == []
    assert [option.opts[0] for option in spoken if not option.help] == []


def test_every_key_of_a_paper_file_is_explained():
    table = HANDBOOK.partition("稿件文件的各项")[2].partition("## 8.")[0]
    assert [key for key in paper_file.KEYS if f"`{key}`" not in table] == []


def steps() -> list[tuple[str, str]]:
    """The handbook's files (name, text) and runnable commands (可运行, line), in order, in the current year."""
    found: list[tuple[str, str]] = []
    for fence in FENCE.finditer(HANDBOOK):
        if fence["kind"] == "yaml":
            found.append((fence["name"], fence["text"]))
        elif fence["name"] == RUNNABLE:
            found += [(RUNNABLE, line) for line in fence["text"].splitlines()]
    return found


def script(folder: Path) -> str:
    """The runnable lines as one shell script; the files are written into `folder`."""
    year = datetime.now(ZoneInfo("Asia/Shanghai")).year
    lines = ["set -e"]
    for name, text in steps():
        if name == RUNNABLE:
            lines.append(re.sub(r"\b([A-Z]+)-2026-", rf"\1-{year}-", text))
        else:
            (folder / name).write_text(text, "utf-8")
    return "\n".join(lines)


@pytest.mark.slow
def test_the_handbook_s_runnable_examples_run_in_order(tmp_path):
    """A newcomer who types the handbook from top to bottom meets no error, and the last backup verifies."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    surroundings = {key: value for key, value in os.environ.items() if not key.startswith("GONGWEN_")}
    surroundings["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{surroundings['PATH']}"
    done = subprocess.run(
        ["sh", "-c", script(tmp_path)], cwd=tmp_path, env=surroundings, capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stdout[-400:] + done.stderr[-2000:]
    assert "核验通过：文件齐全，未被改动。" in done.stdout
    assert "逐号与办理日志核对相符" in done.stdout
    assert (tmp_path / "案卷" / "bagit.txt").is_file()
    assert (tmp_path / "通知" / "pages" / "01.png").is_file()
