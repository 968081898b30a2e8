"""One project's first commands, one after another, each from a copy of the office as it was before it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from gongwen import printing, registry
from gongwen.office import demo
from kit.office import an_office, story
from kit.records import records
from kit.shell import Ended, gongwen

PROJECT, FLOW = "QHBF-2026-001", "FW-2026-001"
ACTS = story("01")
SCAN = "合同签署件.pdf"


@dataclass(frozen=True)
class Command:
    """A command line; `form` becomes a YAML file beside the notes."""

    name: str
    at: datetime
    words: tuple[str, ...]
    form: dict[str, Any] = field(default_factory=dict)


def yaml_of(form: dict[str, Any]) -> bytes:
    """A form as the file that a person hands in."""
    text = BytesIO()
    YAML().dump(form, text)
    return text.getvalue()


def act(number: int) -> demo.Act:
    """A line of the first story, counted from 1."""
    return ACTS[number - 1]


def of_project(number: int) -> Command:
    """A move of the project as the story has it."""
    line = act(number)
    action = line.said["do"]
    form = {name: SCAN if value == demo.SCAN else value for name, value in (line.said.get("form") or {}).items()}
    return Command(action, line.at, ("project", "take", PROJECT, action, "--as", line.person), form)


def of_paper(hour: int, action: str, person: str, **form: Any) -> Command:
    """A move of the 批复's own flow, hours after it was given out."""
    at = act(5).at + timedelta(hours=hour)
    return Command(action, at, ("paper", "take", FLOW, action, "--as", person), form)


OPENED = act(1).said["open"]
DAY = act(5).at.date()
COMMANDS = (
    Command("登记", act(1).at, (
        "project", "open", OPENED["title"], "--kind", OPENED["kind"], "--unit", OPENED["unit"], "--as", act(1).person,
    )),
    of_project(2),
    of_project(3),
    of_project(4),
    of_paper(0, "送核", "周晓岚"),
    of_paper(1, "核稿通过", "顾言之", check_opinion="依据、数字、格式均已核对，同意送签。"),
    of_paper(2, "签发", "陆文渊", issue_opinion="同意印发。", issued_on=DAY),
    of_paper(3, "复核通过", "顾言之", review_opinion="签批手续完备，可以编号。"),
    of_paper(4, "编号", "石磊"),
    of_paper(5, "印制", "石磊", printed_on=DAY, print_run=30),
    of_paper(6, "用印", "石磊", sealed_on=DAY),
    Command("分发", act(5).at + timedelta(hours=7), ("paper", "send", FLOW, "--how", "专人送达", "--as", "石磊")),
    of_project(6),
    of_project(7),
    of_project(8),
)  # fmt: skip


class Stage:
    """A folder with the office before each command, and what each leaves when nothing interrupts it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.unkilled: dict[str, Ended] = {}
        self.wanted: dict[str, dict[str, Any]] = {}
        office = an_office(folder / "office")
        registry.close()
        for command in COMMANDS:
            shutil.copytree(office, self.before(command.name))
            self._scan_if_asked(command, office)
            self.unkilled[command.name] = self.run(command, office, "unkilled")
            assert self.unkilled[command.name].code == 0, self.unkilled[command.name].complained
            self.wanted[command.name] = records(office)

    def before(self, name: str) -> Path:
        """The office as it was before this command."""
        return self._folder / "before" / name

    def office_for(self, name: str, play: str) -> Path:
        """A fresh copy of the office before this command."""
        return Path(shutil.copytree(self.before(name), self._folder / "plays" / play / "office"))

    def run(self, command: Command, office: Path, play: str, *, kill_at: str = "-") -> Ended:
        """Run the command on an office, for once or to its death at a point."""
        papers = self._folder / "papers" / play
        papers.mkdir(parents=True, exist_ok=True)
        words = [*command.words, "--home", office]
        if command.form:
            words += ["--form", self._form(command)]
        return gongwen(words, at=command.at, notes=papers / f"{command.name}-{kill_at}.txt", kill_at=kill_at)

    def _form(self, command: Command) -> Path:
        path = self._folder / f"{command.name}.yaml"
        if not path.exists():
            path.write_bytes(yaml_of(command.form))
        return path

    def _scan_if_asked(self, command: Command, office: Path) -> None:
        """The signed contract as it comes back from the scanner, beside the form that hands it in."""
        if SCAN not in command.form.values():
            return
        registry.open(office)
        contract = registry.papers(case=PROJECT)[-1]
        pages = printing.pictures(registry.get(contract.versions[-1].pdf_sha or ""), 50)
        registry.close()
        (self._folder / SCAN).write_bytes(printing.scan_of(pages, dpi=50, mark="演示用签署件，不是真实签章"))
