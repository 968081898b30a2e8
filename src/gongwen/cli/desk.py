"""门口: what every command takes from outside: the office folder, the person, the clock; and how rows are shown."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from gongwen.document import dates
from gongwen.errors import BadInput
from gongwen.office import founding
from gongwen.office.people import Actor
from gongwen.office.staffing import privacy

Home = Annotated[
    Path | None, typer.Option("--home", help="办公文件夹；不写时用环境变量 GONGWEN_HOME。", show_default=False)
]
As = Annotated[str, typer.Option("--as", help="办理人姓名。")]
Json = Annotated[bool, typer.Option("--json", help="只输出 JSON。")]

FOLDING = (  # may run over lines; all else stays whole
    "title", "template", "unit", "reason", "advice", "version", "about", "note", "due", "left", "holders",
    "actions", "urged", "posts", "roles", "acting", "text", "source", "name", "short",
)  # fmt: skip

console = Console(highlight=False, markup=False)  # titles may hold square brackets
progress_console = Console(stderr=True, highlight=False, markup=False)


def open_office(home: Path | None) -> Path:
    """Open the office named by `--home` or GONGWEN_HOME."""
    folder = home or (Path(os.environ["GONGWEN_HOME"]) if os.environ.get("GONGWEN_HOME") else None)
    if folder is None:
        raise BadInput("不知道要办哪个办公室的事：请用 --home 指明办公文件夹，或设环境变量 GONGWEN_HOME。")
    founding.open_office(folder)
    return folder


def open_if_named(home: Path | None) -> bool:
    """Open the office where one is named, for commands that also work without any; whether there is one."""
    if home is None and not os.environ.get("GONGWEN_HOME"):
        return False
    open_office(home)
    return True


def versioned(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a published original as a person reads it: 第2版, 有新版, the hash cut short."""
    version = f"第{row['version']}版" if row["version"] else "未采用"
    return {**row, "version": version, "hash": row["hash"][:12], "newer": "有新版" if row["newer"] else ""}


def now() -> datetime:
    """The clock, read here and nowhere below."""
    return datetime.now(UTC)


def actor(person: str) -> Actor:
    """Who acts, through this door, as which system user."""
    return Actor(person, "命令行", getpass.getuser())


def required_actor(person: str | None) -> Actor:
    """Who asks for what not everybody may have; BadInput when they did not say."""
    if not person:
        raise BadInput("要说明是谁：请用 --as 写明姓名。")
    return actor(person)


def show(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    *,
    as_json: bool,
    title: str = "",
    colours: Mapping[str, str] | None = None,
    unmasked: bool = False,
) -> None:
    """Rows as JSON, or as a table with these columns (key → heading); `colours` by a row's `state`."""
    if as_json:
        print_json(rows, unmasked=unmasked)
        return
    table = Table(title=title or None, title_justify="left")
    for key, heading in columns.items():
        table.add_column(heading, overflow="fold", no_wrap=key not in FOLDING)
    for row in rows:
        cells = (_cell(row.get(key)) for key in columns)
        table.add_row(
            *(cell if unmasked else privacy.plain_text(cell) for cell in cells),
            style=(colours or {}).get(str(row.get("state"))),
        )
    console.print(table)


def say(text: str, *, unmasked: bool = False) -> None:
    """A sentence on standard output, never broken inside: a title stays whole also where output is piped."""
    console.print(text if unmasked else privacy.plain_text(text), soft_wrap=True)


def print_json(value: Any, *, unmasked: bool = False) -> None:
    """One JSON document on standard output, nothing else. Whatever is printed, numbers of persons in it are masked
    unless the office gave leave to see them (`unmasked`)."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    print(text if unmasked else json.dumps(_masked(json.loads(text)), ensure_ascii=False, indent=2))


def _masked(value: Any) -> Any:
    """Only texts: a number of bytes that looks like a telephone's stays a number."""
    if isinstance(value, str):
        return privacy.plain_text(value)
    if isinstance(value, dict):
        return {key: _masked(part) for key, part in value.items()}
    return [_masked(part) for part in value] if isinstance(value, list) else value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Iterable):
        return list(value)
    return str(value)


def day(text: str, what: str) -> date:
    """A date as a person types it; BadInput names what it is for."""
    return dates.read(text, what)
