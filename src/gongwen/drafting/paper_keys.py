"""稿件各项: the keys of PAPER.yaml as values of `document.model`, every fault told with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gongwen.document import body, dates, kinds
from gongwen.document.fields import clean
from gongwen.document.geometry import GEOMETRIES
from gongwen.document.model import Attendees, Organ, Signer
from gongwen.document.reference import Reference
from gongwen.drafting.yaml_source import place_of
from gongwen.errors import BadInput

SECRECY = ("绝密", "机密", "秘密")
URGENCY = ("特急", "加急")
MASTHEADS = ("joint", "lead")
PROFILES = tuple(GEOMETRIES)
ATTENDEES = {"出席": "present", "请假": "absent", "列席": "observing"}


@dataclass
class Reading:
    """One reading of a file: where it is, the folder its paths start from, the faults found so far, what is to be told
    of the files that it leads to."""

    where: str
    folder: Path = Path()
    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def fault(self, data: Any, key: Any, text: str) -> None:
        """Note a fault of `data[key]` with its line."""
        self.faults.append(f"{place_of(self.where, data, key)}：{text}")

    def keys(self, data: Any, known: tuple[str, ...], what: str, owner: Any = None, at: Any = None) -> bool:
        """Whether `data` is a mapping; unknown keys are noted."""
        if not isinstance(data, Mapping):
            self.fault(owner, at, f"{what}应当写成「项: 值」的形式。")
            return False
        for key in data:
            if key not in known:
                self.fault(data, key, f"{what}有不认识的项「{key}」，可用：{'、'.join(known)}。")
        return True

    def text(self, data: Mapping[str, Any], key: str, what: str, required: bool = False) -> str:
        """A line of text, control characters and line breaks taken out; missing is empty, or a fault when required."""
        return self._text(data.get(key), data, key, what, required)

    def _text(self, value: Any, data: Any, key: Any, what: str, required: bool) -> str:
        if isinstance(value, Mapping | list):
            self.fault(data, key, f"{what}应当是文字。")
            return ""
        made = "" if value is None else " ".join(clean(str(value)).split("\n")).strip()
        if required and not made:
            self.fault(data, key, f"{what} 没有写，请补填。")
        return made

    def word(self, data: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(data, key, key)
        if value not in allowed:
            self.fault(data, key, f"{key}「{value}」不认识，可用：{'、'.join(allowed)}。")
        return value

    def rows(self, data: Mapping[str, Any], key: str) -> list[Any]:
        """A list; a single text counts as a list of one."""
        value = data.get(key)
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list):
            self.fault(data, key, f"{key} 应当是一个列表。")
            return []
        return value

    def entries(self, data: Mapping[str, Any], key: str) -> list[Any]:
        """A list of organs or people; one alone, as text or `{item: value}`, needs no list."""
        value = data.get(key)
        return [value] if isinstance(value, Mapping) else self.rows(data, key)

    def texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of texts."""
        rows = self.rows(data, key)
        return tuple(self._text(row, rows, at, f"{key} 第{at + 1}项", True) for at, row in enumerate(rows))

    def number(self, data: Any, key: Any, lowest: float, highest: float, what: str) -> float | None:
        """A number within the bounds, or None with a fault."""
        value = data[key]
        try:
            made = float("nan") if isinstance(value, bool) else float(str(value))
        except ValueError:
            made = float("nan")
        if lowest <= made <= highest:
            return made
        self.fault(data, key, f"{what}应当是 {lowest:g} 至 {highest:g} 的数，现为「{value}」。")
        return None

    def flag(self, data: Mapping[str, Any], key: str) -> bool:
        """true or false."""
        if not isinstance(data.get(key, False), bool):
            self.fault(data, key, f"{key} 应当是 true 或 false。")
        return data.get(key) is True


def read_keys(
    data: Mapping[str, Any], where: str, *, folder: Path | None = None, lines: Any = None
) -> tuple[dict[str, Any], list[str]]:
    """Arguments of `Paper` from the keys given (those with no value are left out), and every fault.

    `lines` is the loaded mapping that knows the line numbers, where `data` is only a part of it.
    """
    reading = Reading(where, folder or Path())
    source = lines if lines is not None else data
    made: dict[str, Any] = {}
    for key, value in data.items():
        if value is None:
            continue
        if key not in READERS:
            reading.fault(source, key, f"不认识的项「{key}」。")
            continue
        made[key] = READERS[key](reading, source if key in source else data, key)
    return made, reading.faults


def _plain(reading: Reading, data: Mapping[str, Any], key: str) -> str:
    return reading.text(data, key, key)


def _one_of(*allowed: str) -> Callable[[Reading, Mapping[str, Any], str], str]:
    return lambda reading, data, key: reading.word(data, key, allowed)


def _date(reading: Reading, data: Mapping[str, Any], key: str) -> date | None:
    try:
        return dates.read(data[key], key)
    except BadInput as error:
        reading.fault(data, key, str(error))
        return None


def _copy(reading: Reading, data: Mapping[str, Any], key: str) -> int | None:
    value = data[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 1_000_000:
        reading.fault(data, key, f"copy（份号）应当是 1 至 999999 的整数，现为「{value}」。")
        return None
    return int(value)


def _secrecy(reading: Reading, data: Mapping[str, Any], key: str) -> str:
    value = reading.text(data, key, key)
    if value.partition("★")[0] not in SECRECY:
        reading.fault(data, key, f"secrecy「{value}」不合规定，应写成 秘密★1年 的形式。")
    return value


def _note(reading: Reading, data: Mapping[str, Any], key: str) -> str:
    value = reading.text(data, key, key)
    if value[:1] in "（(" and value:
        reading.fault(data, key, f"note（附注）「{value}」不写括号，印制时自动加圆括号。")
    return value


def _issuers(reading: Reading, data: Mapping[str, Any], key: str) -> tuple[Organ, ...]:
    organs = []
    rows = reading.entries(data, key)
    for number, row in enumerate(rows):
        row = {"name": row} if isinstance(row, str) else row
        if not reading.keys(row, ("name", "short", "seal_mm"), f"issuers 第{number + 1}个机关", rows, number):
            continue
        name = reading.text(row, "name", f"issuers 第{number + 1}个机关的 name", required=True)
        organs.append(Organ(name, reading.text(row, "short", "short"), _seal(reading, row)))
    repeated = {organ.name for organ in organs if sum(organ.name == o.name for o in organs) > 1}
    for name in sorted(repeated):
        reading.fault(data, key, f"issuers 中「{name}」重复，请删去一处。")
    return tuple(organs)


def _seal(reading: Reading, row: Mapping[str, Any]) -> float:
    if row.get("seal_mm") is None:
        return Organ.seal_mm
    return reading.number(row, "seal_mm", 20, 70, "seal_mm（印章直径，毫米）") or Organ.seal_mm


def _people(*known: str) -> Callable[[Reading, Mapping[str, Any], str], tuple[Signer, ...]]:
    def read(reading: Reading, data: Mapping[str, Any], key: str) -> tuple[Signer, ...]:
        rows = reading.entries(data, key)
        made = []
        for number, row in enumerate(rows):
            what = f"{key} 第{number + 1}人"
            row = {"name": row} if isinstance(row, str) else row
            if reading.keys(row, known, what, rows, number):
                given = {part: reading.text(row, part, f"{what}的 {part}", required=part == "name") for part in known}
                made.append(Signer(**given))
        return tuple(made)

    return read


def _attendees(reading: Reading, data: Mapping[str, Any], key: str) -> Attendees | None:
    value = data[key]
    if not reading.keys(value, tuple(ATTENDEES), "attendees", data, key):
        return None
    return Attendees(**{ATTENDEES[word]: reading.texts(value, word) for word in value if word in ATTENDEES})


def _even_page(reading: Reading, data: Mapping[str, Any], key: str) -> bool:
    return reading.flag(data, key)


def _body(reading: Reading, data: Mapping[str, Any], key: str) -> Any:
    value = data[key]
    if not isinstance(value, str):
        reading.fault(data, key, "body 应当是文字，用「body: |」起头，一段一行。")
        return ()
    return body.blocks(clean(value))


def number_fault(number: str, layout: str) -> str:
    """What is wrong with 发文字号 in this layout; 命令 and 纪要 number freely."""
    if layout in ("命令", "纪要") or not number:
        return ""
    try:
        Reference.parse(number)
    except BadInput as error:
        return str(error)
    return ""


READERS: dict[str, Callable[[Reading, Mapping[str, Any], str], Any]] = {
    "kind": _one_of(*kinds.KINDS),
    "layout": _one_of(*kinds.LAYOUTS),
    "direction": _one_of(*kinds.DIRECTIONS),
    "masthead": _one_of(*MASTHEADS),
    "urgency": _one_of(*URGENCY),
    "sign_off": _one_of(*kinds.SIGN_OFFS),
    "profile": _one_of(*PROFILES),
    "secrecy": _secrecy,
    "copy": _copy,
    "issuers": _issuers,
    "signers": _people("name", "organ"),
    "signature": _people("post", "name"),
    "recipients": lambda reading, data, key: reading.texts(data, key),
    "cc": lambda reading, data, key: reading.texts(data, key),
    "attendees": _attendees,
    "date": _date,
    "printed_on": _date,
    "even_page": _even_page,
    "note": _note,
    "body": _body,
    **dict.fromkeys(("lead", "mark", "number", "title", "adopted", "printed_by"), _plain),
}
