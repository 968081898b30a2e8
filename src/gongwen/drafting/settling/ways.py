"""排版方案: the ways in which a paper may end, what comes of each, and the best of them (GB/T 9704—2012 7.3.5, 7.4).

| what the printed page shows | what is done, the first that helps | clause |
|---|---|---|
| sign-off fits under the text, 版记 under it, page even | nothing | 7.3.5, 7.4.1 |
| page odd | 版记 on the next page alone, numbered | GB/T 33476.2 7.3.1 |
| page odd, `even_page: false` | 版记 stays; alone on the next page where it does not fit | 7.4.1 |
| sign-off does not fit, or its seal would leave 版心 | closer lines; else two or more lines go over to it | 7.3.5.5 |
| page even, 版记 does not fit | closer lines; lines go over; else behind a blank page | 7.3.5.5, 7.5 |
| a sheet could be saved | closer lines, at the last throughout, 23 a page | 7.3.5.5, 5.2.3 |

Every way is poured through the rows as they were printed, and the ways printed before count with what came of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongwen.document import layout
from gongwen.document.lengths import Length, mm, twips
from gongwen.drafting.page import imprint
from gongwen.drafting.page.fit import Fit, Outcome, Way
from gongwen.drafting.settling.flow import Pages, Row
from gongwen.drafting.word import band

_CLOSEST, _STEP = 560, 4
"""Line heights of closer lines in twips: not under 28 pt, in steps of 0.2 pt."""
_MOST_OVER = 12
_LEAST_OVER = 2
_EXACT = 0.05
_SAFE = 0.5
_SPARE = 0.6
"""What 版记 needs over its own height, mm."""
SQUEEZED, CARRIED = "压缩正文行距", "末段移至落款页"


@dataclass(frozen=True)
class Poured:
    """Rows on pages: of each its page and its lower edge in mm."""

    pages: tuple[int, ...]
    feet: tuple[float, ...]

    @property
    def last(self) -> int:
        return self.pages[-1]


def best(pages: Pages) -> tuple[Way, Outcome]:
    """The way that ends the paper best: text beside the sign-off, seals in 版心, no blank page, few sheets, calm.

    Once printed again, a paper stays as it is unless another way is better in one of these.
    """
    known = {**dict(pages.fit.tried), way_of(pages.fit): seen(pages)}
    made = [(way, known.get(way) or reckoned(pages, way)) for way in ways(pages)]
    here = way_of(pages.fit) if pages.fit.passes else None
    return min(made, key=lambda one: (*_cost(pages, one[1]), -1 if one[0] == here else one[0].number))


def way_of(fit: Fit) -> Way:
    """The way that a fit takes."""
    return Way(fit.body_pitch, fit.closer_from, fit.cut)


def _cost(pages: Pages, outcome: Outcome) -> tuple[int, bool, bool, int]:
    place = imprint_place(pages, outcome)
    total = outcome.used + {"here": 0, "next": 1, "after blank": 2}[place]
    return outcome.bare, outcome.over, place == "after blank", -(-total // 2)


def imprint_place(pages: Pages, outcome: Outcome) -> str:
    """Where 版记 goes: on the last page; with the even-page rule on an even one, behind a blank page if need be."""
    if not imprint.wanted(pages.paper, pages.fit):
        return "here"
    fits = pages.imprint_height + _SPARE < outcome.room
    if not pages.paper.wants_even_page:
        return "here" if fits else "next"
    if outcome.used % 2:
        return "next"
    return "here" if fits else "after blank"


# --- what came of the way that was printed


def seen(pages: Pages) -> Outcome:
    """What came of the way that was printed; where 版记 had no room on the page it pushed lines away, and the rows tell
    better what comes of the way without it there."""
    shown = printed(pages)
    if pages.fit.imprint != "here":
        before = dict(pages.fit.tried).get(way_of(pages.fit), shown)
        return replace(shown, room=min(shown.room, before.room))
    if pages.rows:
        expected = reckoned(pages, way_of(pages.fit))
        if expected.room < pages.imprint_height:
            return expected
    if pages.used < pages.measured.pages:  # it went to a page of its own, by however little it lacked room
        return replace(shown, room=min(shown.room, pages.imprint_height - _SAFE))
    return shown


def printed(pages: Pages) -> Outcome:
    """What the printed pages show of the way they took."""
    signed = {line.page for line in pages.sign_off}
    bare = signed - {row.page for row in pages.rows if not row.under}
    under, tail = pages.ending.under.mm, pages.ending.tail.mm
    foot = pages.main_foot + band.below(pages.paper.geometry.pitch, layout.SIZE_3).mm + tail
    over = bool(signed) and foot - _spare_under(pages) + under > layout.TYPE_BOTTOM.mm + _SAFE
    return Outcome(len(bare), over, pages.used, pages.room - (0 if pages.attached else under + tail))


# --- what will come of another


def reckoned(pages: Pages, way: Way) -> Outcome:
    """What the rows say will come of a way."""
    poured, signed = pour(pages, way), pages.ending
    page, low = poured.last, poured.feet[-1]
    if low + signed.height.mm > pages.foot + _EXACT:
        page, low = page + 1, pages.paper.geometry.top.mm
    low += signed.height.mm
    over = signed.height > 0 and low - _spare_under(pages) + signed.under.mm > layout.TYPE_BOTTOM.mm + _SAFE
    used = page + pages.attached
    room = pages.room if pages.attached else pages.foot - low - signed.under.mm
    shown = {number for row, number in zip(pages.rows, poured.pages, strict=True) if not row.under}
    return Outcome(int(page not in shown and signed.height > 0), over, used, room)


def _spare_under(pages: Pages) -> float:
    """What the sign-off's height holds under its characters; a grid's last seals may stand at its very end."""
    if pages.paper.sign_off == "sealed" and len(pages.paper.issuers) > 1 and not pages.paper.note:
        return 0.0
    return band.below(pages.paper.geometry.pitch, layout.SIZE_3).mm


def pour(pages: Pages, way: Way) -> Poured:
    """The rows on pages, each page filled to its foot."""
    geometry = pages.paper.geometry
    page, low = 1, pages.first_top
    numbers, feet = [], []
    for at, row in enumerate(pages.rows):
        tall = _tall(pages, row, way)
        if at == way.cut or low + _kept(pages, at, way) > pages.foot + _EXACT:
            page, low = page + 1, geometry.top.mm
        low += tall
        numbers.append(page)
        feet.append(low)
    return Poured(tuple(numbers), tuple(feet))


def _kept(pages: Pages, at: int, way: Way) -> float:
    """The height of a row with the rows it stays with."""
    end = at
    while pages.rows[end].keeps and end + 1 < len(pages.rows):
        end += 1
    return sum(_tall(pages, row, way) for row in pages.rows[at : end + 1])


def _tall(pages: Pages, row: Row, way: Way) -> float:
    """How far a row reaches under the one above, as printed but for its line height."""
    if row.pitch is None:
        return row.advance
    wanted = way.pitch if row.piece >= way.closer_from else pages.paper.geometry.pitch
    return row.advance + wanted.mm - row.pitch


# --- the ways there are


def ways(pages: Pages) -> Iterator[Way]:
    """All of them, the calm ones first."""
    calm = Way(pages.paper.geometry.pitch, 0)
    poured = pour(pages, calm)
    natural = reckoned(pages, calm)
    over = _carried(pages, calm, poured) if natural.bare or natural.over or not pages.attached else ()
    close = [] if over == () else _close_and_carried(pages, poured)
    made = [calm, *_closer(pages, poured), *over, *close, *_throughout(pages, poured)]
    yield from (replace(way, number=number) for number, way in enumerate(made))


def _closer(pages: Pages, calm: Poured) -> Iterator[Way]:
    """Closer lines: everywhere where no page is full but the first two, else on the last pages of text alone."""
    whole = [0] if calm.last <= 2 else _begun_on(pages, calm, calm.last)
    before = [] if calm.last <= 2 else _begun_on(pages, calm, calm.last - 1)
    for value in range(pages.paper.geometry.pitch.twips - _STEP, _CLOSEST - 1, -_STEP):
        made = [Way(Length(twips(value)), start) for start in whole + before]
        yield from (way for way in made if way.closer_from in whole or pour(pages, way).last < calm.last)


def _begun_on(pages: Pages, poured: Poured, page: int) -> list[int]:
    """The first piece that begins on a page, as a list of one or none."""
    rows = zip(pages.rows, poured.pages, strict=True)
    return [row.piece for row, number in rows if row.starts and number == page][:1]


def _carried(pages: Pages, calm: Way, poured: Poured) -> Iterator[Way]:
    """Two lines of text or more go over to a new page, no heading left behind alone; one where seals leave no room."""
    rows = pages.rows
    text = sum(not row.under for row in rows)
    cuts = list(range(text - max(1, min(_LEAST_OVER, text - 1)), max(0, text - _MOST_OVER), -1))
    for cut in [*cuts, text - 1] if text > _LEAST_OVER else cuts:
        stays = poured.pages[cut - 1] == poured.pages[text - 1]
        if stays and rows[cut].pitch is not None and not rows[cut - 1].keeps:
            yield replace(calm, cut=cut)


def _close_and_carried(pages: Pages, calm: Poured) -> Iterator[Way]:
    """Both: lines as close as may be on the last pages of text, and some of them carried over."""
    start = [0] if calm.last <= 2 else _begun_on(pages, calm, calm.last)
    if start:
        closest = Way(Length(twips(_CLOSEST)), start[0])
        yield from _carried(pages, closest, pour(pages, closest))


def _hold(pages: Pages, poured: Poured, cut: int) -> int | None:
    """The piece on which the room at the foot of the page can hang: one that begins on it above the cut."""
    rows = zip(pages.rows[:cut], poured.pages, strict=False)
    return next((row.piece for row, page in rows if row.starts and page == poured.pages[cut - 1]), None)


def _throughout(pages: Pages, calm: Poured) -> Iterator[Way]:
    """As many lines closer on every page as one more of them fills it."""
    if calm.last > 2:
        lines = layout.LINES_PER_PAGE + 1
        yield Way(Length(twips(pages.paper.geometry.room.twips // lines)), 0)


# --- a way as a fit


def fitted(pages: Pages, way: Way, outcome: Outcome) -> Fit:
    """The fit that takes a way."""
    fit, pitch = pages.fit, pages.paper.geometry.pitch
    kept = tuple(words for words in fit.conceded if words not in (SQUEEZED, CARRIED))
    words = (SQUEEZED,) * (way.pitch != pitch) + (CARRIED,) * (way.cut is not None)
    made = replace(fit, body_pitch=way.pitch, closer_from=way.closer_from, imprint=imprint_place(pages, outcome),
                   cut=way.cut, broken_before=None, parted=0, held=Length(0), held_at=0,
                   conceded=(*kept, *words))  # fmt: skip
    if way.cut is None:
        return made
    poured = pour(pages, replace(way, cut=None))
    hold = _hold(pages, poured, way.cut)
    if pages.rows[way.cut].starts or hold is None:
        return replace(made, broken_before=pages.rows[way.cut].piece, parted=pages.printed_before(way.cut))
    room = pages.foot - poured.feet[way.cut - 1] - pitch.mm * 0.5
    return replace(made, held=mm(room), held_at=hold)
