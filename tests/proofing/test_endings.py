"""落款和附注: sealed, unsealed and stamped endings, of one organ and of many; each rule speaks alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gongwen.document.model import Organ, Paper, Signer
from gongwen.document.sheet import Measured, Picture, TextLine
from gongwen.proofing import findings
from proofing import sheets
from proofing.formats import joined
from proofing.sheets import (
    PAPER,
    PITCH,
    STEP,
    Fault,
    inset,
    line,
    moved,
    on_line,
    on_page,
    reworded,
    right_paper,
    shifted,
)

NAMES = ("青禾市民政局", "青禾市教育局", "青禾市财政局", "青禾市人力资源和社会保障局", "青禾市总工会")
JOINT = replace(PAPER, issuers=tuple(Organ(name) for name in NAMES), masthead="lead", note="此件公开发布")
PLAIN = replace(JOINT, sign_off="plain")
STAMPED = replace(
    PAPER, sign_off="stamp", signature=(Signer("方明", post="局长"), Signer("程安", post="副局长")), note="此件公开发布"
)
SINGLE = replace(PAPER, note="此件公开发布")
CENTRES = (54.0, 106.0, 158.0)
TEXT_FOOT = 37 + 7 * PITCH + 16 * sheets.MM
"""Where 附件说明 on page 3 ends."""
FIRST, SECOND = TEXT_FOOT + 5 + 21, TEXT_FOOT + 5 + 21 + 44


def at(text: str, centre: float, middle: float) -> TextLine:
    """A line of size 3 on page 3 whose box has its middle at a point."""
    made = line(text, 0, 0, page=3)
    return shifted(made, centre - (made.x0 + made.x1) / 2, middle - (made.top + made.bottom) / 2)


def ending(*lines: TextLine, pictures: tuple[Picture, ...] = ()) -> Measured:
    """The right paper with another sign-off on page 3."""

    def change(sheet):
        kept = [one for one in sheet.lines if one.text not in ("青禾市民政局", "2026年7月4日")]
        note, folio = kept[-2], kept[-1]
        date = lines[-1]
        under = shifted(note, 0, max(date.baseline + PITCH, *(p.y1 + 8 for p in pictures), 0) - note.baseline)
        return replace(sheet, lines=(*kept[:-2], *lines, under, folio), pictures=pictures)

    return on_page(3, change)(right_paper())


def seal(centre: float, middle: float, size: float = 42) -> Picture:
    return Picture(3, centre - size / 2, middle - size / 2, centre + size / 2, middle + size / 2)


def joint(drawn: bool = True) -> Measured:
    """Five organs in rows of three and two; the fourth name on two lines."""
    left, middle, right = CENTRES
    first = joined(
        joined(at(NAMES[0], left, FIRST + 1.5), at(NAMES[1], middle, FIRST + 1.5)), at(NAMES[2], right, FIRST + 1.5)
    )
    lines = (
        first,
        at("青禾市人力资源", middle, SECOND + 1.5 - PITCH / 2),
        at(NAMES[4], right, SECOND + 1.5),
        at("和社会保障局", middle, SECOND + 1.5 + PITCH / 2),
        at("2026年7月4日", right, SECOND + 1.5 + PITCH),
    )
    places = [(x, FIRST) for x in CENTRES] + [(middle, SECOND), (right, SECOND)]
    return ending(*lines, pictures=tuple(seal(*place) for place in places) if drawn else ())


def plain() -> Measured:
    """Five names one under the other, the date two characters in."""
    longest = inset(NAMES[3], 2, 0, page=3)
    rows = [line(name, longest.x0, TEXT_FOOT + 4 + (n + 1) * PITCH, page=3) for n, name in enumerate(NAMES)]
    return ending(*rows, line("2026年7月4日", longest.x0 + 2 * STEP, rows[-1].top + PITCH, page=3))


def stamped() -> Measured:
    """Two titles of office with their stamps of 42 × 20 mm, and the date."""
    right = 184 - 4 * STEP
    tops = (TEXT_FOOT + 20.78, TEXT_FOOT + 20.78 + 24.84)
    posts = [
        inset(post, 6 + 42 / STEP, top + 10 - 8 * sheets.MM, page=3)
        for post, top in zip(("局长", "副局长"), tops, strict=True)
    ]
    stamps = tuple(Picture(3, right - 42, top, right, top + 20) for top in tops)
    return ending(*posts, inset("2026年7月4日", 4, tops[-1] + 20 + 10.39, page=3), pictures=stamps)


def single() -> Measured:
    """One organ with its seal, 5 mm under the text."""
    middle = TEXT_FOOT + 5 + 21
    date = inset("2026年7月4日", 4, 0, page=3)
    centre = (date.x0 + date.x1) / 2
    return ending(
        at("青禾市民政局", centre, middle + 1.5),
        at("2026年7月4日", centre, middle + 1.5 + PITCH),
        pictures=(seal(centre, middle),),
    )


RIGHT: dict[str, tuple[Callable[[], Measured], Paper]] = {
    "single": (single, SINGLE),
    "joint": (joint, JOINT),
    "unstamped joint": (lambda: joint(drawn=False), JOINT),
    "plain": (plain, PLAIN),
    "stamped": (stamped, STAMPED),
}


def told(measured: Measured, paper: Paper) -> set[str]:
    return {found.rule for found in findings(measured, paper)}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_ending_has_no_findings(name: str) -> None:
    make, paper = RIGHT[name]
    assert told(make(), paper) == set()


def on_seal(number: int, right: float = 0, down: float = 0) -> Fault:
    """Moves one seal of page 3."""

    def change(sheet):
        made = list(sheet.pictures)
        p = made[number]
        made[number] = replace(p, x0=p.x0 + right, x1=p.x1 + right, y0=p.y0 + down, y1=p.y1 + down)
        return replace(sheet, pictures=tuple(made))

    return on_page(3, change)


def without_seal(number: int) -> Fault:
    return on_page(
        3, lambda s: replace(s, pictures=tuple(p for n, p in enumerate(s.pictures) if n != number))
    )  # fmt: skip


def all_down(down: float) -> Fault:
    """The whole sign-off lower, with its seals, note and all."""

    def change(sheet):
        cut = next(n for n, one in enumerate(sheet.lines) if one.text.startswith("附件：")) + 1
        lines = (*sheet.lines[:cut], *(shifted(one, 0, down) for one in sheet.lines[cut:-1]), sheet.lines[-1])
        pictures = tuple(replace(p, y0=p.y0 + down, y1=p.y1 + down) for p in sheet.pictures)
        return replace(sheet, lines=lines, pictures=pictures)

    return on_page(3, change)


def exchanged(one: str, other: str) -> Fault:
    """Two names of equal length in each other's place."""

    def change(found: TextLine) -> TextLine:
        text = found.text.replace(one, "\0" * len(one)).replace(other, one).replace("\0" * len(one), other)
        glyphs = tuple(replace(g, text=c) for g, c in zip(found.glyphs, text, strict=True))
        return replace(found, glyphs=glyphs)

    return on_page(3, lambda s: replace(s, lines=tuple(change(x) for x in s.lines)))


def overleaf(measured: Measured) -> Measured:
    """Page 3 without its text: the sign-off stands alone."""
    keep = {"青禾市民政局", "2026年7月4日", "（此件公开发布）", "—3—"}
    return on_page(3, lambda s: replace(s, lines=tuple(x for x in s.lines if x.text in keep)))(measured)


# rule: (ending, a fault just outside the tolerance, one just inside or None)
PLANTED: dict[str, tuple[str, Fault, Fault | None]] = {
    "sign_off.date": ("single", moved("2026年7月4日", right=STEP * 0.6, page=3),
                      moved("2026年7月4日", right=STEP * 0.4, page=3)),
    "sign_off.name": ("single", moved("青禾市民政局", right=-STEP * 0.8, page=3),
                      moved("青禾市民政局", right=-1.9, page=3)),
    "sign_off.plain": ("plain", moved("2026年7月4日", right=-STEP * 0.6, page=3),
                       moved("2026年7月4日", right=-STEP * 0.4, page=3)),
    "sign_off.missing": ("plain", on_line("青禾市教育局", lambda line: None, page=3), None),
    "sign_off.order": ("joint", exchanged("青禾市教育局", "青禾市财政局"), None),
    "sign_off.page": ("single", overleaf, None),
    "note.place": ("single", moved("（此件公开", right=STEP * 0.6), moved("（此件公开", right=STEP * 0.4)),
    "note.missing": ("single", on_line("（此件公开", lambda line: None), None),
    "seals.count": ("joint", without_seal(4), None),
    "seals.apart": ("joint", on_seal(1, right=-10.1), on_seal(1, right=-9.5)),
    "seals.inside": ("joint", on_seal(0, right=-6.2), on_seal(0, right=-5.9)),
    "seals.rows": ("joint", on_seal(1, down=1.2), on_seal(1, down=0.9)),
    "seals.names": ("joint", on_seal(1, right=2.2), on_seal(1, right=1.9)),
    "seals.date": ("single", moved("2026年7月4日", down=10.5, page=3), moved("2026年7月4日", down=5, page=3)),
    "seals.gap": ("single", all_down(6), all_down(5.8)),
    "stamp.date": ("stamped", moved("2026年7月4日", right=STEP * 0.6, page=3),
                   moved("2026年7月4日", right=STEP * 0.4, page=3)),
    "stamp.columns": ("stamped", moved("副局长", right=-1.2, page=3), moved("副局长", right=-0.9, page=3)),
    "stamp.place": ("stamped", moved("局长", right=-STEP * 0.6, page=3), moved("局长", right=-STEP * 0.4, page=3)),
    "stamp.from_text": ("stamped", all_down(1.2), all_down(0.9)),
    "stamp.to_date": ("stamped", moved("2026年7月4日", down=1.2, page=3), moved("2026年7月4日", down=0.9, page=3)),
}  # fmt: skip

WITH: dict[str, set[str]] = {
    "sign_off.date": {"sign_off.name"},
    "sign_off.name": {"seals.names"},
    "sign_off.missing": {"glyphs.lost"},
    "sign_off.page": {"attachments.agree", "seals.names"},
    "note.missing": {"glyphs.lost"},
    "seals.count": {"seals.date"},
    "seals.apart": {"seals.names"},
    "seals.inside": {"seals.names"},
}
"""Rules that rightly speak of the same fault."""


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_fault_is_told_by_its_rule_alone(rule: str) -> None:
    name, fault, _ = PLANTED[rule]
    make, paper = RIGHT[name]
    found = findings(fault(make()), paper)
    assert rule in {f.rule for f in found}, sorted({f.rule for f in found})
    assert {f.rule for f in found} - WITH.get(rule, set()) == {rule}
    assert all(f.message.endswith("。") and f.found != f.wanted for f in found)


@pytest.mark.parametrize("rule", [rule for rule, (_, _, near) in PLANTED.items() if near])
def test_a_departure_within_the_tolerance_is_not_told(rule: str) -> None:
    name, _, near = PLANTED[rule]
    make, paper = RIGHT[name]
    assert near is not None
    assert rule not in told(near(make()), paper)


def test_where_no_seal_is_drawn_the_room_for_it_is_judged() -> None:
    """57 mm seals do not fit where 42 mm ones were allowed for."""
    large = replace(JOINT, issuers=tuple(Organ(name, seal_mm=57) for name in NAMES))
    assert {"seals.apart", "seals.inside"} <= told(joint(drawn=False), large)
    assert told(joint(drawn=False), replace(JOINT, issuers=tuple(Organ(name, seal_mm=42) for name in NAMES))) == set()


def test_a_date_longer_than_the_name_is_the_one_that_keeps_two_characters() -> None:
    """7.3.5.2: then the name moves further in."""
    paper = replace(SINGLE, issuers=(Organ("市总工会"),), sign_off="plain")
    date = inset("2026年7月4日", 2, TEXT_FOOT + 25, page=3)
    name = line("市总工会", date.x0 - 2 * STEP, date.top - PITCH, page=3)
    assert "sign_off.plain" not in told(ending(name, date), paper)
    assert "sign_off.plain" in told(ending(shifted(name, 6, 0), shifted(date, 6, 0)), paper)


def test_names_of_a_plain_joint_ending_stand_under_each_other() -> None:
    assert told(moved("青禾市财政局", right=1.5, page=3)(plain()), PLAIN) == {"sign_off.plain"}
    assert told(moved("青禾市财政局", right=0.8, page=3)(plain()), PLAIN) == set()


def test_the_order_of_a_plain_joint_ending_is_judged_too() -> None:
    swapped = exchanged("青禾市民政局", "青禾市教育局")(plain())
    assert told(swapped, PLAIN) == {"sign_off.order"}


def test_a_note_is_in_brackets() -> None:
    assert told(reworded("（此件公开", "（此件公开发布", page=3)(single()), SINGLE) == {"note.place"}


def test_a_title_of_office_on_two_lines_is_one() -> None:
    first, last = stamped().sheets[2].lines[-5:-3]
    half = PITCH / 2
    wide = [
        inset("青禾市人力资源", 6 + 42 / STEP, first.top - half, page=3),
        inset("和社会保障局局长", 6 + 42 / STEP, first.top + half, page=3),
    ]
    two = on_page(3, lambda s: replace(s, lines=(*s.lines[:-5], *wide, last, *s.lines[-3:])))
    paper = replace(STAMPED, signature=(Signer("方明", post="青禾市人力资源和社会保障局局长"), STAMPED.signature[1]))
    assert told(two(stamped()), paper) == set()


def test_a_padded_title_of_office_is_one() -> None:
    first, last = stamped().sheets[2].lines[-5:-3]
    padded = inset("局　长", 6 + 42 / STEP, first.top, page=3)
    two = on_page(3, lambda s: replace(s, lines=(*s.lines[:-5], padded, last, *s.lines[-3:])))
    assert told(two(stamped()), STAMPED) == set()


def test_a_text_of_one_line_has_nothing_to_give_to_the_page_of_its_sign_off() -> None:
    def only_line(measured: Measured) -> Measured:
        first = on_page(
            1, lambda s: replace(s, lines=tuple(x for x in s.lines if "帮扶困难" not in x.text or x.top < 170))
        )
        return on_page(2, lambda s: replace(s, lines=(sheets.folio(2),)))(first(overleaf(measured)))

    found = [f for f in findings(only_line(single()), SINGLE) if f.rule == "sign_off.page"]
    assert [(f.severity, f.strength) for f in found] == [("note", "实务")]
    assert [f.severity for f in findings(overleaf(single()), SINGLE) if f.rule == "sign_off.page"] == ["warning"]
