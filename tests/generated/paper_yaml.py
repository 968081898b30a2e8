"""随机公文成文件: writes a paper as the PAPER.yaml that `gongwen draft` reads, so that one can be run alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from gongwen.document.model import (
    Attachment,
    Attendees,
    Block,
    Heading,
    Image,
    Organ,
    Paper,
    Roster,
    Signer,
    Table,
    Text,
)

PLAIN = ("kind", "layout", "direction", "profile", "masthead", "lead", "number", "secrecy", "urgency", "copy", "title",
         "adopted", "sign_off", "date", "note", "printed_by", "printed_on", "even_page")  # fmt: skip


def write(paper: Paper, folder: Path, remark: str = "") -> Path:
    """PAPER.yaml in `folder`; pictures must lie there already."""
    folder.mkdir(parents=True, exist_ok=True)
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.width = 10_000
    out = io.StringIO()
    yaml.dump(_mapping(paper), out)
    path = folder / "PAPER.yaml"
    path.write_text(f"# {remark}\n{out.getvalue()}", encoding="utf-8")
    return path


def _mapping(paper: Paper) -> dict[str, Any]:
    made = {key: getattr(paper, key) for key in PLAIN if getattr(paper, key) not in ("", None)}
    made["issuers"] = [_organ(organ) for organ in paper.issuers]
    made |= {key: list(getattr(paper, key)) for key in ("recipients", "cc") if getattr(paper, key)}
    if paper.signers:
        made["signers"] = [_given(one, "name", "organ") for one in paper.signers]
    if paper.signature:
        made["signature"] = [_given(one, "post", "name") for one in paper.signature]
    if paper.attendees:
        made["attendees"] = _attendees(paper.attendees)
    made["blocks"] = [_block(block) for block in paper.blocks]
    if paper.attachments:
        made["attachments"] = [_attachment(one) for one in paper.attachments]
    return made


def _organ(organ: Organ) -> dict[str, Any]:
    return {**_given(organ, "name", "short"), "seal_mm": organ.seal_mm}


def _given(one: Organ | Signer, *keys: str) -> dict[str, Any]:
    return {key: getattr(one, key) for key in keys if getattr(one, key)}


def _attendees(people: Attendees) -> dict[str, list[str]]:
    words = {"出席": people.present, "请假": people.absent, "列席": people.observing}
    return {word: list(names) for word, names in words.items() if names}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text(text):
            return {"p": text}
        case Heading(level, text, rest):
            return {f"h{level}": text + rest}
        case Table():
            return {"table": _table(block)}
        case Image(path, width):
            return {"image": {"path": path.name, **({"width_mm": width.mm} if width else {})}}


def _table(table: Table) -> dict[str, Any]:
    made: dict[str, Any] = {"columns": list(table.columns), "rows": [list(row) for row in table.rows]}
    if table.caption:
        made["caption"] = table.caption
    return {**made, "landscape": table.landscape}


def _attachment(one: Attachment) -> dict[str, Any]:
    made: dict[str, Any] = {"title": one.title}
    if one.roster:
        made["roster"] = _roster(one.roster)
    elif one.blocks:
        made["blocks"] = [_block(block) for block in one.blocks]
    return {**made, "separate": True} if one.separate else made


def _roster(roster: Roster) -> dict[str, Any]:
    members = [{"post": one.post, "name": one.name, "title": one.title} for one in roster.members]
    made: dict[str, Any] = {"group": roster.group, "style": roster.style, "members": members}
    if roster.office:
        made["office"] = {"organ": roster.office.organ, "director": roster.office.director}
    return made
