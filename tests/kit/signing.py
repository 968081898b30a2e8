"""An office in which a project's contract waits for the unit's signature; played once a run, then copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from gongwen import printing, registry
from gongwen.office import demo
from gongwen.office.people import Actor
from kit.office import an_office, play, story
from kit.photos import photo_of
from kit.quick import quick

OWNER, CLERK, CHIEF = Actor("许明辉", "网页"), Actor("周晓岚", "网页"), Actor("陆文渊", "网页")
OTHER_OWNER = Actor("姚佳宁", "网页")
PAGES = 3


def at_signing(home: Path) -> registry.CaseRow:
    """The office in `home`, open; its first project stands at 双方签订 with a contract of three pages."""
    return _opened(_played("01", "签订"), home)


def at_rectifying(home: Path) -> registry.CaseRow:
    """The office in `home`, open; its first project is told to rectify what the inspection found."""
    return _opened(_played("02", "报送整改"), home)


def at_decided(home: Path) -> registry.CaseRow:
    """The office in `home`, open; its first project was graded 不合格 and the decision is issued."""
    return _opened(_played("03", "登记退款"), home)


def _opened(folder: Path, home: Path) -> registry.CaseRow:
    registry.close()
    shutil.copytree(folder, home)
    registry.open(home)
    return registry.cases(workflow="project")[0]


def contract() -> registry.PaperRow:
    """The contract on record."""
    return next(paper for paper in registry.papers() if paper.template == "项目合同书")


def issued_pages() -> list[bytes]:
    """Pictures of the contract as it was issued."""
    return printing.pictures(registry.get(contract().latest.pdf_sha))  # type: ignore[union-attr,arg-type]


@cache
def signed_photo(number: int, *, turned: int = 1) -> bytes:
    """A phone's photograph of the contract's page `number`, signed and sealed in blue ink."""
    page = Image.open(BytesIO(_page(number))).convert("RGB")
    pen = ImageDraw.Draw(page)
    pen.ellipse((page.width - 420, page.height - 520, page.width - 120, page.height - 220), outline="navy", width=9)
    pen.line([(200, page.height - 300), (330, page.height - 380), (420, page.height - 290)], fill="navy", width=8)
    out = BytesIO()
    page.save(out, "PNG")
    return photo_of(out.getvalue(), turned=turned)


@cache
def _played(number: str, until: str) -> Path:
    """The folder of the office as it was before the act `until` of this story, which is played alone."""
    folder = Path(tempfile.mkdtemp(prefix="gongwen-signing-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    an_office(folder / "office")
    with pytest.MonkeyPatch.context() as patch:
        press = quick(patch)
        patch.setattr(press, "to_pdf", lambda docx: _contract())
        play(story(number), press, until=lambda act: _is(act, until))
    registry.close()
    return folder / "office"


def _is(act: demo.Act, word: str) -> bool:
    return act.what == "do" and act.said.get("do") == word


@cache
def _contract() -> bytes:
    """A PDF of three drawn pages."""
    return printing.scan_of([_page(number) for number in range(1, PAGES + 1)], dpi=150)


@cache
def _page(number: int) -> bytes:
    page = Image.new("RGB", (1240, 1754), "white")
    face = ImageFont.truetype(str(printing.font_file("仿宋")), 32)
    pen = ImageDraw.Draw(page)
    pen.text((620, 160), "项目合同书" if number == 1 else f"第{number}页", font=face, fill="black", anchor="mm")
    for line in range(30):
        clause = f"第{number * 30 + line}条　甲乙双方按照约定各自履行本条所列的义务。"
        pen.text((160, 240 + 42 * line), clause, font=face, fill="black")
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()
