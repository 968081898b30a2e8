"""The office as the handbook shows it, at one moment of one day: every person of the handbook has something to do.

Most of its past is played with a press that prints blank pages; the papers that are seen on a screen are printed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from itertools import takewhile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

import gongwen.web.doors
import kit.web
from gongwen import printing, registry
from gongwen.office import demo, demo_accounts, desk, working
from gongwen.office.clock import zone
from gongwen.office.paperwork import drafts
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.staffing import access_codes
from kit.office import an_office, play, story
from kit.photos import photo_of
from kit.quick import blank_page, quick

MOMENT = datetime(2026, 7, 21, 15, tzinfo=zone())
"""周二下午三点."""
DPI, TABLE = 96, (188, 176, 158)

SCORED, RECTIFIED, SIGNED, ASKED, WITHDRAWN = (f"QHBF-2026-00{number}" for number in (1, 2, 4, 5, 3))
"""Projects: being scored, to be rectified, with a contract to sign, asked for, withdrawn."""

LETTER = {
    "recipient": "青禾市教育局", "subject": "协助落实秋季学期资助",
    "background": "为做好困难家庭子女秋季学期资助工作，需要与学籍信息核对。",
    "requests": ["核对附件所列困难学生名册的学籍信息", "明确一名联系人，于开学前反馈核对结果"],
}  # fmt: skip
NOTICE = {
    "subject": "做好困难家庭暑期走访慰问工作",
    "body": "一、走访对象\n对登记在册的困难家庭逐户走访，8月10日前完成。\n"
    "二、工作要求\n走访人员当面核对户编号，不公开家庭的姓名、住址和病情。\n特此通知。",
}


class Stopped(datetime):
    """A clock that stands at the moment of the pictures."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return MOMENT.astimezone(UTC)


@contextmanager
def the_office(home: Path) -> Iterator[papers.Prints]:
    """That office, open in `home`, its clock stopped, a worker behind it; the press that prints for it."""
    an_office(home)
    with pytest.MonkeyPatch.context() as patched:
        quickly = quick(patched)
        patched.setattr(quickly, "to_pdf", lambda docx: _kept_page())
        play(_past(), quickly)
    _entrances()
    with papers.press() as printer, pytest.MonkeyPatch.context() as patched:
        _this_week(printer)
        for module in (gongwen.web.doors, kit.web):
            patched.setattr(module, "datetime", Stopped)
        with _worker(printer):
            yield printer
    registry.close()


def joint_notice() -> str:
    """The flow of the notice of ten organs that is being countersigned."""
    return next(row.flow for row in registry.papers() if row.template == "领导小组成立通知" and row.flow)


def letter() -> str:
    """The flow of the letter that the clerk is writing."""
    return next(row.flow for row in registry.papers() if row.template == "商请函" and row.flow)


def sent_back() -> tuple[list[bytes], bytes, int]:
    """The signed contract as it comes back: its first two pages photographed, the others scanned; how many in all."""
    contract = drafts.latest(SIGNED, "项目合同书")
    pages = printing.pictures(registry.get(contract.versions[-1].pdf_sha or ""), DPI)
    photographs = [photo_of(_on_the_table(page), taken="2026:07:21 14:20:11") for page in pages[:2]]
    return photographs, printing.scan_of(pages[2:], dpi=DPI), len(pages)


def _past() -> list[demo.Act]:
    """What was done before this week, in order of time."""
    acts = [
        *_shifted(story("05"), -60),
        *_until("01", "提交评分"),
        *_until("02", "报送整改"),
        *_shifted(story("03")[:2], 71),
        *_until("04", "送审"),
    ]
    return sorted(acts, key=lambda act: act.at)


def _until(number: str, action: str) -> list[demo.Act]:
    return list(takewhile(lambda act: act.said.get("do") != action, story(number)))


def _shifted(acts: list[demo.Act], days: int) -> list[demo.Act]:
    return [replace(act, at=act.at + timedelta(days=days)) for act in acts]


def _entrances() -> None:
    """Who has an account, and to whom a code was given."""
    opened = MOMENT - timedelta(days=140)
    demo_accounts.open_all(opened)
    for person, login in (("钱立诚", "qianlicheng"), ("温如玉", "wenruyu"), ("姚佳宁", "yaojianing")):
        registry.open_account(
            person, login, demo_accounts.PASSWORD, must_change=False, keeps_accounts=False, actor="周晓岚", now=opened
        )
    for unit, days in (("许明辉", 20), ("童月", 6)):
        access_codes.issue(unit, "", actor=Actor("周晓岚"), now=MOMENT - timedelta(days=days))


def _this_week(printer: papers.Prints) -> None:
    """What is seen on the screens: a contract out for signature, a joint notice in 会签, a letter begun."""
    play([act for act in story("04") if act.said.get("do") in ("送审", "同意签订")], printer)
    at = MOMENT - timedelta(hours=28)
    fields = story("00")[0].said["paper"]["fields"]
    flow = desk.open_paper("领导小组成立通知", fields, actor=Actor("周晓岚"), now=at).flow or ""
    opinion = {"check_opinion": "依据、名单、格式均已核对，同意送会签。"}
    desk.take(flow, "送核", actor=Actor("周晓岚"), now=at, printer=printer)
    desk.take(flow, "送会签", actor=Actor("顾言之"), now=at + timedelta(hours=1), printer=printer, form=opinion)
    for person, said in (("白若溪", "同意。"), ("孟晓芸", "同意。建议名单中的职务以任职文件为准。")):
        at += timedelta(hours=2)
        desk.take(flow, "会签", actor=Actor(person), now=at, printer=printer, form={"countersign_opinion": said})
    notice = desk.open_paper("一般通知", NOTICE, actor=Actor("周晓岚"), now=at).flow or ""
    desk.take(notice, "送核", actor=Actor("周晓岚"), now=MOMENT - timedelta(hours=2), printer=printer)
    desk.open_paper("商请函", LETTER, actor=Actor("周晓岚"), now=MOMENT - timedelta(hours=1))


@contextmanager
def _worker(printer: papers.Prints) -> Iterator[None]:
    over = threading.Event()
    clock = lambda: MOMENT.astimezone(UTC)  # noqa: E731
    given = {"clock": clock, "stop": over, "told": lambda told: None}
    thread = threading.Thread(target=working.work, args=(printer,), kwargs=given)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@cache
def _kept_page() -> bytes:
    """An empty page in the form that is kept for good, as the press makes it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(blank_page())) as pdf:
        with pdf.open_metadata() as told:
            told["pdfaid:part"], told["pdfaid:conformance"] = "2", "B"
        pdf.save(out)
    return out.getvalue()


def _on_the_table(page: bytes) -> bytes:
    """The page as it lies askew on a table, part of a specimen seal across its edge: nobody's seal."""
    sheet = Image.open(BytesIO(page)).convert("RGB")
    wide, tall = sheet.size
    ImageDraw.Draw(sheet).ellipse(
        (wide * 0.93, tall * 0.42, wide * 1.13, tall * 0.56), outline="navy", width=wide // 160
    )
    table = Image.new("RGB", (wide + wide // 10, tall + tall // 14), TABLE)
    table.paste(sheet, (wide // 20, tall // 28))
    out = BytesIO()
    table.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=TABLE).save(out, "PNG")
    return out.getvalue()
