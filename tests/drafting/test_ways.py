"""What is reckoned is what is printed: rows poured by arithmetic come out where LibreOffice puts them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.papers import a_paper, organs
from gongwen.document.lengths import twips
from gongwen.document.model import Heading, Signer, Table, Text
from gongwen.drafting import first_fit, frame, write_content
from gongwen.drafting.page.fit import Way
from gongwen.drafting.settling import ways
from gongwen.drafting.settling.ending import ending
from gongwen.drafting.settling.flow import Pages

HAIR = 0.15  # mm
TEXT = "各单位要高度重视困难家庭帮扶救助工作，明确责任，密切配合，于规定时间前将落实情况报市帮扶办。"
TABLE = Table(("序号", "村", "事项"), tuple((str(i), "柳林村", "入户走访") for i in range(1, 60)))
BLOCKS = (Heading(1, "一、总体要求"), *(Text(TEXT * (1 + i % 4)) for i in range(14)))


def printed_pages(printed, paper, **changes):
    content = write_content(paper)
    fit = replace(first_fit(content, paper), imprint="next", **changes)
    return Pages(paper, fit, printed(frame(content, paper, fit)))


PAPERS = {
    "one seal": a_paper(blocks=BLOCKS),
    "six seals": a_paper(blocks=BLOCKS, issuers=organs(6)),
    "unsealed": a_paper(blocks=BLOCKS, issuers=organs(3), sign_off="plain"),
    "stamp": a_paper(blocks=BLOCKS, sign_off="stamp", signature=(Signer("温如", post="局长"),)),
    "unsigned": a_paper(blocks=BLOCKS, sign_off="none", note=""),
    "with a table": a_paper(blocks=(*BLOCKS[:4], TABLE, *BLOCKS[4:])),
    "set up as in Word": a_paper(blocks=BLOCKS, profile="word-37-35"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PAPERS)
def test_a_printed_way_is_reckoned_to_a_hair(printed, name):
    pages = printed_pages(printed, PAPERS[name])
    shown, reckoned = ways.printed(pages), ways.reckoned(pages, ways.way_of(pages.fit))
    assert (shown.bare, shown.over, shown.used) == (reckoned.bare, reckoned.over, reckoned.used)
    assert shown.room == pytest.approx(reckoned.room, abs=HAIR)


@pytest.mark.slow
@pytest.mark.parametrize("way", [Way(twips(568), 0), Way(twips(566), 0), Way(twips(580), 9)])
def test_another_way_is_foretold_from_the_first_print(printed, way):
    """Closer lines, throughout or from a paragraph on: pages and room are as they then come out."""
    paper = PAPERS["unsealed"]
    foretold = ways.reckoned(printed_pages(printed, paper), way)
    pages = printed_pages(printed, paper, body_pitch=way.pitch, closer_from=way.closer_from)
    shown = ways.printed(pages)
    assert shown.used == foretold.used
    assert shown.room == pytest.approx(foretold.room, abs=HAIR)


@pytest.mark.slow
def test_lines_carried_over_come_out_where_they_were_foretold(printed):
    pages = printed_pages(printed, PAPERS["one seal"])
    cuts = [way for way in ways.ways(pages) if way.cut is not None]
    assert cuts, "there are lines to carry"
    outcome = ways.reckoned(pages, cuts[0])
    paper, content = pages.paper, write_content(pages.paper)
    fit = replace(ways.fitted(pages, cuts[0], outcome), imprint="next")
    shown = ways.printed(Pages(paper, fit, printed(frame(content, paper, fit))))
    assert (shown.bare, shown.used) == (outcome.bare, outcome.used)
    assert shown.room == pytest.approx(outcome.room, abs=HAIR)


def test_the_number_of_a_way_is_no_part_of_what_it_is():
    """A way printed before is known again, whatever its number is then."""
    assert Way(twips(592), 0) == Way(twips(592), 0, number=3)


@pytest.mark.parametrize(
    "changes, least, most",
    [
        ({"note": ""}, 38, 44),
        ({"issuers": organs(12), "note": ""}, 165, 200),
        ({"sign_off": "plain", "note": ""}, 31, 32),
        ({"sign_off": "none", "note": ""}, 0, 0),
        ({"sign_off": "none"}, 10, 11),
    ],
)
def test_the_height_of_the_ending_is_known_beforehand(changes, least, most):
    paper = a_paper(**changes)
    found = ending(paper, first_fit(write_content(paper), paper))
    assert least <= found.height.mm <= most


def test_a_seal_reaches_below_its_date_but_not_below_a_note():
    paper = a_paper(note="")
    fit = first_fit(write_content(paper), paper)
    assert 4 < ending(paper, fit).under.mm < 6
    assert ending(a_paper(), fit).under == 0
