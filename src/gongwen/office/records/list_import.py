"""名册导入: organs and people taken over from a list kept in a spreadsheet, all of it checked before any is written.

What stands in the register already and is the same is left as it is, so the same file again, or one that was broken
off, only adds what is missing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongwen import exchanging, registry
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.receiving import uploads
from gongwen.office.records.list_rows import CHANGED, NEW, SAME, Entry, Organs, People
from gongwen.office.staffing import duty, staff

ORGANS, PEOPLE = "organs", "people"
TITLES = {ORGANS: "机关和单位", PEOPLE: "人员"}
COLUMNS: Mapping[str, Mapping[str, str]] = {
    ORGANS: {"name": "全称", **staff.ORGAN_KEYS},
    PEOPLE: {
        "name": "姓名",
        "phone": "联系电话",
        "organ": "单位",
        "post": "职务",
        "roles": "角色",
        "starts": "任职日期",
    },
}
"""The headings of the empty sheet that is given out."""
_ALSO: Mapping[str, tuple[str, ...]] = {
    "name": ("全称", "机关全称", "单位全称", "机关名称", "单位名称", "名称"),
    "short": ("单位简称", "机关简称"),
    "code": ("代字", "机关代字", "发文代字"),
    "level": ("级别",),
    "superior": ("上级单位", "主管部门", "主管单位"),
    "seal_mm": ("印章", "印章毫米"),
    "phone": ("电话", "联系电话", "办公电话", "手机", "手机号", "手机号码", "电话号码"),
    "address": ("单位地址", "办公地址", "通讯地址"),
    "credit_code": ("信用代码", "统一信用代码"),
    "organ": ("单位", "工作单位", "所在单位", "机关", "所在机关", "单位名称"),
    "post": ("职务", "现任职务", "职位"),
    "roles": ("办理角色",),
    "starts": ("任职时间", "任职起", "自"),
}
_MOST_SHOWN = 30


@dataclass(frozen=True)
class Plan:
    """What a file would do to a register: its rows, every fault (a sentence that names its row), unknown headings,
    rows that were taken for remarks."""

    list: str
    entries: tuple[Entry, ...]
    faults: tuple[str, ...]
    unknown: tuple[str, ...]
    remarks: tuple[int, ...] = ()

    def count(self, act: str) -> int:
        """How many rows are of this kind."""
        return sum(entry.act == act for entry in self.entries)

    @property
    def summary(self) -> str:
        """`共 12 行：新登记 9，变更 1，没有变化 2。`"""
        parts = "，".join(f"{act} {self.count(act)}" for act in (NEW, CHANGED, SAME))
        wrong = f"，要改 {len(self.faults)}" if self.faults else ""
        return f"共 {len(self.entries) + len(self.faults)} 行：{parts}{wrong}。"

    def told(self) -> list[str]:
        """What it would do, for people: the sum, what of the file is not read, and either what is to be put right or
        what is new or changes."""
        told = [self.summary]
        if self.unknown:
            told.append(f"没有读的栏目：{'、'.join(self.unknown)}。")
        if self.remarks:
            told.append(
                f"当作附注、合计略过的行：{'、'.join(f'第 {number} 行' for number in self.remarks[:_MOST_SHOWN])}。"
            )
        if self.faults:
            return [*told, "下面这些行改好以后再交，现在没有登记任何内容：", *self.faults]
        news = [f"第 {one.line} 行：{one.act}「{one.name}」{one.told}" for one in self.entries if one.act != SAME]
        more = [f"……另有 {len(news) - _MOST_SHOWN} 行。"] if len(news) > _MOST_SHOWN else []
        return told + news[:_MOST_SHOWN] + more


def require_importer(actor: Actor, now: datetime) -> None:
    """Refused to whoever does not keep the registers."""
    duty.require_keeper(actor, day_of(now), "导入名册")


def known(which: str) -> str:
    """The list of this name; BadInput where there is none."""
    if which not in TITLES:
        raise BadInput(f"没有「{which}」这种名册，可以导入：{'、'.join(TITLES.values())}。")
    return which


def receive(name: str, content: bytes) -> dict[str, str]:
    """Lay a workbook or CSV out for the errand that reads it: its SHA-256 and name. BadInput for any other file."""
    called = uploads.safe_name(name)
    if not content or content.startswith(b"PK") or b"\0" in content[:4096]:
        uploads.check(called, content, (uploads.XLSX,))
    with tempfile.TemporaryDirectory(prefix="gongwen-list-") as folder:
        path = Path(folder) / "list"
        path.write_bytes(content)
        return {"sha": registry.lay_out(path, called, uploads.XLSX.media_type)["sha"], "name": called}


def sheet(which: str, now: datetime) -> bytes:
    """The register as it stands, as a workbook with the headings that are read: filled in further, it is imported."""
    rows = staff.organs() if known(which) == ORGANS else list(_posts_today(day_of(now)))
    return exchanging.sheet_file("xlsx", TITLES[which], COLUMNS[which], rows)


def plan(which: str, data: bytes, name: str, *, now: datetime) -> Plan:
    """What this file would do, nothing written. BadInput on a file that is no such list."""
    columns = COLUMNS[known(which)]
    headings = {key: tuple(dict.fromkeys((label, *_ALSO.get(key, ())))) for key, label in columns.items()}
    read = exchanging.read_list(data, name, headings, required=("name",))
    reader = Organs() if which == ORGANS else People(day_of(now))
    entries, faults = [], []
    for line in read.lines:
        try:
            entries.append(reader.entry(line))
        except (BadInput, Refused) as error:
            faults.append(f"第 {line.number} 行：{'；'.join(error.faults)}")
    return Plan(which, tuple(entries), tuple(faults), read.unknown, read.remarks)


def carry_out(made: Plan, actor: Actor, now: datetime, told: Callable[[int, int, str], None]) -> list[str]:
    """Enter every row of a plan without faults, each by itself; what was refused after all, a sentence a row."""
    require_importer(actor, now)
    if made.faults:
        raise BadInput.of(list(made.faults))
    faults = []
    for at, entry in enumerate(made.entries):
        told(at, len(made.entries), f"登记{entry.name}")
        try:
            if entry.act != SAME:
                entry.enter(actor, now)
        except (BadInput, Refused) as error:
            faults.append(f"第 {entry.line} 行：{'；'.join(error.faults)}")
    return faults


def _posts_today(today: date) -> Iterator[dict[str, Any]]:
    """Everybody with each post held today; telephones stay in the register."""
    held: dict[str, list[registry.AppointmentRow]] = {}
    for row in registry.appointments(today):
        held.setdefault(row.person, []).append(row)
    for person in registry.people():
        for post in held.get(person.name, [None]):  # type: ignore[list-item]
            yield {"name": person.name} | (
                {"organ": post.organ, "post": post.post, "roles": list(post.roles), "starts": post.starts}
                if post
                else {}
            )
