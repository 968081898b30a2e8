"""正文与附件: blocks, tables, pictures and attachments of PAPER.yaml; paths start from the file's own folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongwen.document import body, roster
from gongwen.document.fields import clean
from gongwen.document.lengths import mm
from gongwen.document.model import Attachment, Block, GroupOffice, Heading, Image, Member, Roster, Table, Text
from gongwen.drafting.paper_keys import Reading
from gongwen.drafting.rough import read_rough_blocks
from gongwen.drafting.text import picture_files
from gongwen.drafting.yaml_source import read_text
from gongwen.errors import BadInput

BLOCKS = ("p", "h1", "h2", "h3", "h4", "table", "image")
CONTENTS = ("roster", "body", "blocks", "table", "file", "image")
ATTACHMENT = ("title", "separate", "listed", *CONTENTS)
TABLE = ("columns", "rows", "caption", "unit", "note", "landscape", "widths")
ROSTER = ("group", "members", "office", "style", "order")
WIDEST_MM = 225
"""The height of 版心, which a turned page has for its width."""
PICTURES = picture_files.READABLE
IMAGE = ("path", "width_mm", "caption", "alt")


def read_body_blocks(reading: Reading, data: Mapping[str, Any], key: str) -> tuple[Block, ...]:
    """`blocks:` of the text itself, whose pages stand upright: a table that lies is an attachment's (clause 8)."""
    made = read_blocks(reading, data, key)
    if any(isinstance(block, Table) and block.landscape for block in made):
        reading.fault(data, key, "正文中的表格不能横排（landscape），请把横排表格改为附件，写在 attachments 下。")
    return made


def read_blocks(reading: Reading, data: Mapping[str, Any], key: str) -> tuple[Block, ...]:
    """`blocks:`, each a mapping of one key that says what it is."""
    made: list[Block] = []
    rows = data[key] if isinstance(data[key], list) else []
    if not rows:
        reading.fault(data, key, "blocks 应当是一个列表，每块一条，如 - p: 一段文字。")
    for number, row in enumerate(rows):
        what = f"blocks 第{number + 1}块"
        if not isinstance(row, Mapping) or len(row) != 1:
            reading.fault(rows, number, f"{what}应当恰有一项（{'、'.join(BLOCKS)}之一）。")
        elif reading.keys(row, BLOCKS, what):
            made += _block(reading, row, str(next(iter(row))))
    return tuple(made)


def _block(reading: Reading, row: Mapping[str, Any], word: str) -> list[Block]:
    if word == "table":
        return [made] if (made := read_table(reading, row, word)) else []
    if word == "image":
        return [made] if (made := read_image(reading, row, word)) else []
    text = reading.text(row, word, word, required=True)
    if word == "p":
        return [Text(text)]
    if word in BLOCKS and text:
        head, stop, rest = text.partition("。")
        return [Heading(int(word[1]), head + stop, rest) if rest else Heading(int(word[1]), text)]
    return []


def read_table(reading: Reading, data: Mapping[str, Any], key: str) -> Table | None:
    """`table: {columns, rows, caption, unit, note, landscape, widths}`; every row as long as the heads."""
    value = data[key]
    if not reading.keys(value, TABLE, "table", data, key):
        return None
    columns = reading.texts(value, "columns")
    rows = []
    for number, row in enumerate(reading.rows(value, "rows")):
        if not isinstance(row, list) or len(row) != len(columns):
            found = len(row) if isinstance(row, list) else 1
            wanted = f"应当与 columns 一样是{len(columns)}格"
            reading.fault(value["rows"], number, f"table 第{number + 1}行有{found}格，{wanted}。")
            continue
        rows.append(tuple("" if cell is None else clean(str(cell)).strip() for cell in row))
    caption, unit, note = (reading.text(value, part, f"table 的 {part}") for part in ("caption", "unit", "note"))
    turned, shares = reading.flag(value, "landscape"), _widths(reading, value, len(columns))
    return Table(columns, tuple(rows), caption, turned, shares, unit, note)


def _widths(reading: Reading, value: Mapping[str, Any], columns: int) -> tuple[float, ...]:
    if value.get("widths") is None:
        return ()
    rows = reading.rows(value, "widths")
    if len(rows) != columns:
        reading.fault(value, "widths", f"widths 应当是{columns}个数，表示各列的相对宽度。")
        return ()
    numbers = (reading.number(rows, at, 0.01, 1000, "widths 的每一项") for at in range(columns))
    return tuple(number or 1 for number in numbers)


def read_image(reading: Reading, data: Mapping[str, Any], key: str) -> Image | None:
    """`image: PATH` or `image: {path, width_mm, caption, alt}`."""
    value = data[key]
    value = {"path": value} if isinstance(value, str) else value
    if not reading.keys(value, IMAGE, "image", data, key):
        return None
    path = _file(reading, data, key, reading.text(value, "path", "image 的 path", required=True), PICTURES)
    given = value.get("width_mm") is not None
    width = reading.number(value, "width_mm", 1, WIDEST_MM, "width_mm（图宽，毫米）") if given else None
    caption, alt = (reading.text(value, part, f"image 的 {part}") for part in ("caption", "alt"))
    return Image(path, mm(width) if width else None, caption=caption, alt=alt) if path else None


def read_attachments(reading: Reading, data: Mapping[str, Any], key: str) -> tuple[Attachment, ...]:
    """`attachments:`, each with a title and one kind of content (none when it is bound separately)."""
    made = []
    rows = reading.rows(data, key)
    for number, row in enumerate(rows):
        what = f"附件{number + 1}"
        if reading.keys(row, ATTACHMENT, what, rows, number):
            made.append(_attachment(reading, rows, number, what))
    return tuple(made)


def _attachment(reading: Reading, rows: list[Any], number: int, what: str) -> Attachment:
    row = rows[number]
    title = reading.text(row, "title", f"{what}的 title（名称）", required=True)
    separate = reading.flag(row, "separate")
    listed = row.get("listed") is None or reading.flag(row, "listed")
    if separate and not listed:
        both = "既另订（separate）又不列入附件说明（listed: false）"
        reading.fault(rows, number, f"{what}「{title}」{both}，请删去一项。")
    given = [word for word in CONTENTS if row.get(word) is not None]
    if len(given) > 1 or not (given or separate):
        kinds = "、".join(CONTENTS)
        reading.fault(rows, number, f"{what}「{title}」应当恰有一种内容（{kinds}之一），现有{len(given)}种。")
        return Attachment(title, separate=separate)
    if given == ["roster"]:
        return Attachment(title, (), read_roster(reading, row, "roster", what), separate, listed)
    return Attachment(title, _content(reading, row, given[0]) if given else (), None, separate, listed)


def _content(reading: Reading, row: Mapping[str, Any], word: str) -> tuple[Block, ...]:
    if word == "blocks":
        return read_blocks(reading, row, word)
    if word == "body":
        return body.blocks(clean(reading_text(reading, row, word)))
    if word == "file":
        return _read_file(reading, row, word)
    made = read_table(reading, row, word) if word == "table" else read_image(reading, row, word)
    return (made,) if made else ()


def reading_text(reading: Reading, row: Mapping[str, Any], word: str) -> str:
    """A text of several lines."""
    if isinstance(row[word], str):
        return row[word]
    reading.fault(row, word, f"{word} 应当是文字，用「{word}: |」起头，一段一行。")
    return ""


def read_roster(reading: Reading, data: Mapping[str, Any], key: str, what: str) -> Roster | None:
    """`roster: {group, members, office, style, order}`, the list itself checked."""
    value = data[key]
    if not reading.keys(value, ROSTER, f"{what}的 roster", data, key):
        return None
    rows = reading.rows(value, "members")
    members = tuple(
        Member(*(reading.text(row, part, f"{what}第{number + 1}人的 {part}") for part in ("post", "name", "title")))
        for number, row in enumerate(rows)
        if reading.keys(row, ("post", "name", "title"), f"{what}第{number + 1}人", rows, number)
    )
    style, order = value.get("style") or Roster.style, value.get("order") or Roster.order
    group = reading.text(value, "group", f"{what}的 group（小组名称）")
    made = Roster(group, members, _office(reading, value, what), str(style), str(order))
    for fault in roster.faults_in(made):
        reading.fault(data, key, f"{what}{fault}")
    return made


def _office(reading: Reading, value: Mapping[str, Any], what: str) -> GroupOffice | None:
    office = value.get("office")
    if office is None or not reading.keys(office, ("organ", "director"), f"{what}的 office", value, "office"):
        return None
    return GroupOffice(reading.text(office, "organ", f"{what}的 office 的 organ", required=True),
                       reading.text(office, "director", "director"))  # fmt: skip


def _file(reading: Reading, data: Any, key: str, name: str, endings: tuple[str, ...]) -> Path | None:
    path = reading.folder / name
    if not name:
        return None
    if not _is_there(path):
        reading.fault(data, key, f"找不到文件「{name[:80]}」，请核对路径（相对于本文件所在的文件夹）。")
        return None
    if path.suffix.lower() not in endings:
        why = picture_files.format_fault(name) if endings == PICTURES else f"不是可用的格式，可用：{'、'.join(endings)}"
        reading.fault(data, key, f"文件「{name}」{why}。")
        return None
    return path


def _is_there(path: Path) -> bool:
    """Whether the file exists; a name that no file can have (too long, say) does not."""
    try:
        return path.is_file()
    except OSError:
        return False


def _read_file(reading: Reading, row: Mapping[str, Any], word: str) -> tuple[Block, ...]:
    path = _file(reading, row, word, reading.text(row, word, word, required=True), (".txt", ".docx", *PICTURES))
    if not path:
        return ()
    if path.suffix.lower() in PICTURES:
        return (Image(path),)
    try:
        if path.suffix.lower() == ".docx":
            made, told = read_rough_blocks(path.read_bytes(), path.name, str(row.get("title") or ""))
            reading.told += [f"附件文件 {path.name}：{sentence}" for sentence in told]
            return made
        return body.blocks(clean(read_text(path)))
    except BadInput as error:
        reading.fault(row, word, str(error))
        return ()
