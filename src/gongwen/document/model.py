"""公文: a paper and its parts as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gongwen.document.geometry import Geometry, geometry
from gongwen.document.lengths import Length


@dataclass(frozen=True)
class Organ:
    """An issuing organ; `name` is the full or standard short name printed, `seal_mm` its seal's diameter."""

    name: str
    short: str = ""
    seal_mm: float = 42.0

    @property
    def called(self) -> str:
        """The short name where there is one."""
        return self.short or self.name


@dataclass(frozen=True)
class Text:
    """A paragraph of body text, indented two characters."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 4 with its number; `rest` is the text that runs on after a run-in heading's 。"""

    level: int
    text: str
    rest: str = ""


@dataclass(frozen=True)
class Table:
    """A table: column heads and rows of text. `widths` are relative; `landscape` turns its page. `unit` stands at the
    right above it (单位：万元), `note` under it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    landscape: bool = False
    widths: tuple[float, ...] = ()
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Image:
    """A picture file; `width` None = as wide as 版心 at the most. A picture out of another file brings its `data`, and
    `path` is only its name. `alt` is what a reading program says of it."""

    path: Path
    width: Length | None = None
    data: bytes = field(default=b"", repr=False)
    caption: str = ""
    alt: str = ""


Block = Text | Heading | Table | Image

MARK_WORDS = {"文件": "文件", "信函": "", "命令": "令", "纪要": "会议纪要"}
"""What a format's 发文机关标志 has after the organ's name, unless `Paper.mark` says it whole (7.2.4, 10.1–10.3)."""
LEAD_MARKS = ("信函", "纪要")
"""Formats whose mark bears the lead organ alone, however many issue the paper (10.1)."""


@dataclass(frozen=True)
class Member:
    """One line of a member list: post in the group (组长), name, title outside it (市委副书记)."""

    post: str
    name: str
    title: str = ""


@dataclass(frozen=True)
class GroupOffice:
    """Where the leading group's office sits and who heads it."""

    organ: str
    director: str = ""


@dataclass(frozen=True)
class Roster:
    """A leading group's member list. `style` 括注 prints 姓名（职务）, 空格 prints 姓名　职务."""

    group: str
    members: tuple[Member, ...]
    office: GroupOffice | None = None
    style: str = "空格"
    order: str = "given"


@dataclass(frozen=True)
class Attachment:
    """An attachment: title and either blocks (text, tables, pictures) or a roster.

    `separate`: bound by itself. Not `listed`: the object of an 印发 or 转发, which 附件说明 does not name.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    roster: Roster | None = None
    separate: bool = False
    listed: bool = True


@dataclass(frozen=True)
class Signer:
    """签发人 of an upward paper (`organ`) or 签名章 (`post`)."""

    name: str
    organ: str = ""
    post: str = ""


@dataclass(frozen=True)
class Attendees:
    """出席、请假、列席 of a 纪要."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    observing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One 公文 in the terms of PAPER.yaml (design §4). A paper with a template takes title, recipients, body and
    attachments from the rendered template; what is set here overrides."""

    kind: str = "通知"
    layout: str = "文件"
    direction: str = "下行"
    profile: str | None = None
    issuers: tuple[Organ, ...] = ()
    lead: str = ""
    masthead: str = "joint"
    mark: str = ""  # 发文机关标志 as a whole, where it is not the organ's name with the format's word
    number: str = ""
    secrecy: str = ""
    urgency: str = ""
    copy: int | None = None
    signers: tuple[Signer, ...] = ()
    signature: tuple[Signer, ...] = ()
    title: str = ""
    adopted: str = ""
    recipients: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    sign_off: str = "sealed"
    date: date | None = None
    note: str = ""
    attendees: Attendees | None = None
    cc: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    even_page: bool | None = None
    blank_number: str = ""  # what stands in 文号 until registration, e.g. 青卫〔2026〕　号

    @property
    def lead_organ(self) -> Organ:
        """主办机关: the named lead, else the first issuer."""
        for organ in self.issuers:
            if self.lead in (organ.name, organ.short) and self.lead:
                return organ
        return self.issuers[0]

    @property
    def geometry(self) -> Geometry:
        """The page set-up of the paper's profile; BadInput when there is no such profile."""
        return geometry(self.profile)

    @property
    def upward(self) -> bool:
        return self.direction == "上行"

    @property
    def mark_organs(self) -> tuple[Organ, ...]:
        """The organs in the 发文机关标志: all of them, or the lead alone (条例 9(4); in a letter always, 10.1)."""
        alone = self.masthead == "lead" or self.mark or self.layout in LEAD_MARKS
        return (self.lead_organ,) if alone and self.issuers else self.issuers

    @property
    def mark_names(self) -> tuple[str, ...]:
        """The names in the mark, one a line; a mark given as a whole is the only one."""
        return (self.mark,) if self.mark else tuple(organ.name for organ in self.mark_organs)

    @property
    def mark_word(self) -> str:
        """What stands once after all names of the mark: 文件, 令, 会议纪要 or nothing."""
        return "" if self.mark else MARK_WORDS[self.layout]

    @property
    def mark_text(self) -> str:
        """The words of a mark in order: its names, then its word."""
        return "".join(self.mark_names) + self.mark_word

    @property
    def sent_to_print_by(self) -> str:
        """印发机关 in 版记; that of a letter names none (10.1)."""
        return "" if self.layout == "信函" else self.printed_by

    @property
    def wants_even_page(self) -> bool:
        """Whether 版记 goes on an even page (GB/T 33476.2—2016 7.3.1); that of a letter stays with the text."""
        return self.layout != "信函" if self.even_page is None else self.even_page
