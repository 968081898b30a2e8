"""随机公文: papers made from a seed and a number; each number is always the same paper.

Random lengths seldom meet the hard places, so most papers are steered: their text is made to end so many rows above a
page's end as sign-off or 版记 need, a row more or a row less, on pages one to eight. Steering reckons rows from the
drafting room's own bands; whether it hits is not asserted, only that the page comes out right wherever the text ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from generated import stock
from generated.parts import attachments, filled, free
from gongwen.document.kinds import LAYOUTS
from gongwen.document.model import Attendees, Organ, Paper, Signer, Text
from gongwen.drafting import first_fit, write_content
from gongwen.drafting.page.frame import lines_on_first_page
from gongwen.drafting.text import content

SEED = "青禾2012"
LINES = 22
MOST_PAGES = 8
ROW_MM = 10.44
_PAGES = (1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 7, 8)


@dataclass(frozen=True)
class Generated:
    """A paper of the sweep: its number, the paper, what it aims at, and whether 样章 stand in its seals' places."""

    number: int
    paper: Paper
    aim: str
    sample_seals: bool


def generated(number: int, folder: Path, layouts: tuple[str, ...] = LAYOUTS) -> Generated:
    """The paper of this number; its pictures are written into `folder`."""
    chance = Random(f"{SEED}-{number}")
    paper = _ending(chance, _head(chance, chance.choices(layouts, [6] + [1] * (len(layouts) - 1))[0]))
    enclosed = attachments(chance, folder)
    many = paper.sign_off == "sealed" and len(paper.issuers) > 9  # a page holds so many seals and few lines
    paper = replace(paper, attachments=() if many else enclosed)
    paper, aim = _steered(chance, paper) if chance.random() < 0.8 else _at_random(chance, paper)
    return Generated(number, paper, aim, chance.random() < 0.5)


# --- head


def _head(chance: Random, layout: str) -> Paper:
    count = chance.choices(range(1, 13), [10, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1])[0]
    organs = _organs(chance, count if layout != "命令" else 1)
    upward = layout == "文件" and chance.random() < 0.2
    kind = {"命令": "命令", "纪要": "纪要"}.get(layout, "请示" if upward else chance.choice(("通知", "意见", "决定")))
    given: dict[str, Any] = {
        "kind": kind,
        "layout": layout,
        "direction": "上行" if upward else "下行",
        "issuers": organs,
        "masthead": "lead" if count > (6 if upward else 9) and (upward or chance.random() < 0.5) else "joint",
        "number": {"命令": "第7号", "纪要": "〔2026〕3号"}.get(layout, f"青帮〔2026〕{chance.randint(1, 240)}号"),
        "title": "" if layout == "命令" else _title(chance, organs, kind),
        "recipients": () if layout in ("命令", "纪要") else _recipients(chance, upward),
        "signers": _signers(chance, organs) if upward else (),
        "profile": chance.choice((None, None, None, "national", "word-37-35")),
        "blocks": (Text("。"),),
    }
    return Paper(**given, **_marks(chance, layout))


def _organs(chance: Random, count: int) -> tuple[Organ, ...]:
    diameter = chance.choice((42.0, 42.0, 42.0, 45.0, 40.0, 50.0 if count < 7 else 42.0))
    return tuple(Organ(name, seal_mm=diameter) for name in chance.sample(stock.ORGANS, count))


def _title(chance: Random, organs: tuple[Organ, ...], kind: str) -> str:
    name = organs[0].name if len(organs) == 1 and chance.random() < 0.6 else ""
    return f"{name}关于{chance.choice(stock.SUBJECTS)}的{kind}"


def _recipients(chance: Random, upward: bool) -> tuple[str, ...]:
    """Lower departments; an upward paper goes to one superior organ (条例 15(1))."""
    count = chance.choice((0, 1, 2, 2, 3, 8, 16, 30))
    if upward:
        return ("青禾市人民政府",)
    towns = ("各县（区）", *stock.TOWNS)
    return tuple(f"{towns[i % len(towns)]}{('教育部门', '民政局', '财政局', '帮扶办')[i // 9]}" for i in range(count))


def _signers(chance: Random, organs: tuple[Organ, ...]) -> tuple[Signer, ...]:
    people = zip(chance.sample(stock.SIGNERS, len(organs)), organs, strict=True)
    return tuple(Signer(name, organ.name) for name, organ in people)


def _marks(chance: Random, layout: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if chance.random() < 0.15 and layout != "命令":
        made |= {"copy": chance.randint(1, 9999), "secrecy": chance.choice(("秘密★1年", "机密★5年"))}
    if chance.random() < 0.2 and layout != "命令":
        made["urgency"] = chance.choice(("特急", "加急"))
    if chance.random() < 0.1 and layout == "文件":
        made["adopted"] = "2026年3月12日青禾市人民政府第8次常务会议通过"
    return made


# --- ending


def _ending(chance: Random, paper: Paper) -> Paper:
    signed = date(2026, 1, 5) + timedelta(days=chance.randrange(340))
    given: dict[str, Any] = {"date": signed}
    if chance.random() < 0.4:
        given["note"] = chance.choice(("此件公开发布", "联系人：程越，电话：0999-8810000"))
    if chance.random() < 0.8:
        known = [one for one in stock.CC if not (paper.upward and one in stock.LOWER)]
        given["cc"] = tuple(dict.fromkeys(chance.choices(known, k=chance.choice((1, 1, 2, 4, 8, 14)))))
    if chance.random() < 0.8 and paper.layout != "信函":
        given |= {"printed_by": f"{paper.issuers[0].name}办公室"[-20:], "printed_on": signed + timedelta(days=2)}
    given["even_page"] = chance.choice((None, None, True, False))
    return replace(paper, **{**given, **_signed(chance, paper)})


def _signed(chance: Random, paper: Paper) -> dict[str, Any]:
    """One of the three ways of signing off, as the layout has them; 纪要 are not signed and name who was there."""
    if paper.layout == "纪要":
        return {"sign_off": "none", "attendees": _attendees(chance)}
    if paper.layout == "命令":
        return {"sign_off": "stamp", "signature": (Signer("温如", post="市长"),)}
    way = chance.choices(("sealed", "plain", "stamp", "none"), [6, 2, 1, 1])[0]
    if way == "none":
        return {"sign_off": way, "note": ""}  # 附注 stands under the date
    if way != "stamp" or paper.upward:  # no leader writes upward in the leader's own name (条例 15(5))
        return {"sign_off": "sealed" if way == "stamp" else way}
    posts = ("局长", "主任", "会长", "主席")
    people = zip(chance.sample(stock.SIGNERS, 4), paper.issuers, strict=False)
    stamps = tuple(Signer(name, post=f"{organ.name}{chance.choice(posts)}") for name, organ in people)
    return {"sign_off": way, "signature": stamps}


def _attendees(chance: Random) -> Attendees:
    names = [f"{name}（{chance.choice(stock.POSTS)}）" for name in stock.PEOPLE]
    cuts = chance.randint(3, 10)
    return Attendees(tuple(names[:cuts]), tuple(names[cuts : cuts + 2]), tuple(names[cuts + 2 : cuts + 4]))


# --- text


def _at_random(chance: Random, paper: Paper) -> tuple[Paper, str]:
    blocks = free(chance, chance.choice((3, 8, 15, 40, 70, 110)))
    return replace(paper, blocks=blocks), "长短随机"


def _steered(chance: Random, paper: Paper) -> tuple[Paper, str]:
    """Text that ends a chosen number of rows above a page's end."""
    pages = chance.choice(_PAGES)
    left = chance.choice(sorted(_hard_places(paper)))
    rows = max(3, _first_rows(paper) + LINES * (pages - 1) - left - _note_rows(paper))
    return replace(paper, blocks=filled(chance, rows)), f"正文止于第{pages}页末前{left}行"


def _hard_places(paper: Paper) -> set[int]:
    """Rows left under the text at which something just fits or just does not."""
    signed, printed = _sign_off_rows(paper), _imprint_rows(paper)
    edges = {signed, signed + printed}
    return set(range(7)) | {edge + near for edge in edges for near in (-1, 0, 1) if 0 <= edge + near < LINES}


def _sign_off_rows(paper: Paper) -> int:
    tall = {"sealed": 40.0, "plain": 10.5 * (2 + len(paper.issuers)), "stamp": 60.0, "none": 0.0}[paper.sign_off]
    if paper.sign_off == "sealed" and len(paper.issuers) > 1:
        across = int(158 // (paper.issuers[0].seal_mm + 2))
        tall = (paper.issuers[0].seal_mm + 2) * -(-len(paper.issuers) // across) + 8
    return round(tall / ROW_MM) + bool(paper.note)


def _imprint_rows(paper: Paper) -> int:
    named = sum(map(len, paper.cc)) // 28 + bool(paper.cc)
    return round((named + bool(paper.printed_by)) * 8.5 / ROW_MM)


def _note_rows(paper: Paper) -> int:
    return len(paper.attachments) + bool(paper.attachments)


def _first_rows(paper: Paper) -> int:
    """How many rows of text the first page holds."""
    made = write_content(paper)
    return lines_on_first_page(content.read(made, paper.geometry), paper, first_fit(made, paper))
