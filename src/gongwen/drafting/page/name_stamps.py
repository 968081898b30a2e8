"""签名章: titles of office beside the stamps of those who sign, and the date (GB/T 9704—2012 7.3.5.3)."""

from __future__ import annotations

from gongwen.document import layout
from gongwen.document.layout import CHAR, SIZE_3
from gongwen.document.lengths import Length
from gongwen.document.model import Signer
from gongwen.drafting.page import placing
from gongwen.drafting.page.seals import Place
from gongwen.drafting.page.signing import Desk
from gongwen.drafting.word import band, styles, wordml
from gongwen.drafting.word.wordml import Element
from gongwen.errors import BadInput

_FROM_RIGHT = CHAR * layout.STAMP_RIGHT_CHARS + layout.STAMP_WIDE
"""From the right edge of 版心 to a stamp's left edge."""
_POST_RIGHT = _FROM_RIGHT + CHAR * layout.STAMP_POST_GAP_CHARS


def elements(desk: Desk, date: Element) -> list[Element]:
    """One signer a line, the lead first: two rows under the text, the date one row under the last stamp."""
    signers = desk.paper.signature or (Signer(""),)
    room = desk.under_text(layout.STAMP_FROM_TEXT * desk.fit.sign_off_gap)
    made: list[Element] = []
    for number, signer in enumerate(signers, 1):
        lead, block, rest = _signer(desk, signer, number)
        made += [*band.gap(Length(room + lead), keep=True).elements, block]
        room = Length(rest + layout.STAMP_SPACING)
    to_date = room - layout.STAMP_SPACING + layout.STAMP_TO_DATE - band.above(desk.pitch, SIZE_3)
    return [*made, *band.gap(Length(to_date), keep=True).elements, date]


def _signer(desk: Desk, signer: Signer, number: int) -> tuple[Length, Element, Length]:
    """A title of office and its stamp, and how much of the stamp stands out above and beneath the title's lines."""
    lines = placing.parted(signer.post, Length(layout.TYPE_WIDTH - _POST_RIGHT))
    pitch = placing.pitch_of(lines, desk.pitch)
    lead = layout.STAMP_TALL * 0.5 - placing.middle(pitch) - pitch * ((len(lines) - 1) / 2)
    if lead < 0:
        raise BadInput(f"签发人职务「{signer.post}」过长，签名章左侧排不下，请核对 signature 中的 post。")
    left = Length(layout.TYPE_WIDTH - _FROM_RIGHT)
    place = Place(
        f"stamp:{number}", number, left, -lead, Length(layout.STAMP_WIDE), Length(layout.STAMP_TALL), shape="rect"
    )
    text = wordml.text_run("\n".join(lines))
    block = wordml.paragraph(
        styles.SIGNATURE.id, desk.seal(place), text, pitch=pitch, right=_POST_RIGHT, align="right", keep=True
    )
    return Length(lead), block, Length(layout.STAMP_TALL - lead - pitch * len(lines))
