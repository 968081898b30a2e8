"""样式: the named styles of our papers, one table; `install` puts them into any DOCX.

Each style stands on 公文基准 alone, so a template's own Normal or theme cannot reach into a paper. Style names are
Chinese, ids are ASCII; figures come from the GB/T 9704—2012 table.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from gongwen.document import layout
from gongwen.document.geometry import NATIONAL, Geometry
from gongwen.document.layout import CHAR, FANGSONG, HEITI, KAITI, SONGTI, XIAOBIAOSONG, Face
from gongwen.document.lengths import Length, pt
from gongwen.drafting.word import wordml
from gongwen.drafting.word.wordml import Element, element

BASE_ID = "GwBase"
TWO_CHARS = CHAR * layout.PARAGRAPH_INDENT_CHARS
TABLE_PITCH = pt(20)
IMPRINT_PITCH = pt(22)


@dataclass(frozen=True)
class Style:
    """One named paragraph style; lengths as printed, `first` < 0 hangs. `rank` is the outline level (1–4) or 0.

    Without a `pitch` of its own it has the line pitch of the page set-up.
    """

    name: str
    id: str
    face: Face = FANGSONG
    size: Length = layout.SIZE_3
    align: str = "both"
    first: Length = Length(0)  # noqa: RUF009
    left: Length = Length(0)  # noqa: RUF009
    right: Length = Length(0)  # noqa: RUF009
    pitch: Length | None = None
    tracking: Length = layout.TRACKING
    colour: str = ""
    rank: int = 0
    keep_next: bool = False


@dataclass(frozen=True)
class CharacterStyle:
    """One named character style: it changes the face only."""

    name: str
    id: str
    face: Face


_NONE = Length(0)

TITLE = Style("公文标题", "GwTitle", XIAOBIAOSONG, layout.SIZE_2, "center", pitch=layout.TITLE_PITCH, tracking=_NONE)
RECIPIENTS = Style("主送机关", "GwRecipients")
BODY = Style("公文正文", "GwBody", first=TWO_CHARS)
HEADING_1 = Style("一级标题", "GwHeading1", HEITI, first=TWO_CHARS, rank=1)
HEADING_2 = Style("二级标题", "GwHeading2", KAITI, first=TWO_CHARS, rank=2)
HEADING_3 = Style("三级标题", "GwHeading3", first=TWO_CHARS, rank=3)
HEADING_4 = Style("四级标题", "GwHeading4", first=TWO_CHARS, rank=4)
ATTACHMENT_TITLE = Style("附件标题", "GwAttachmentTitle", XIAOBIAOSONG, layout.SIZE_2, "center", tracking=_NONE)
ROSTER = Style("名单", "GwRoster", align="left", left=CHAR * 6, first=-CHAR * 4)
CAPTION = Style("表题", "GwCaption", HEITI, layout.SIZE_4, "center", tracking=_NONE, keep_next=True)
TABLE_HEAD = Style("表头", "GwTableHead", HEITI, layout.SIZE_4_SMALL, "center", pitch=TABLE_PITCH, tracking=_NONE)
TABLE_TEXT = Style("表格文字", "GwTableText", size=layout.SIZE_4_SMALL, align="left", pitch=TABLE_PITCH, tracking=_NONE)
TABLE_FIGURES = Style(
    "表格数字", "GwTableFigures", size=layout.SIZE_4_SMALL, align="right", pitch=TABLE_PITCH, tracking=_NONE
)
CONTRACT_TITLE = Style(
    "合同标题", "GwContractTitle", XIAOBIAOSONG, layout.SIZE_2, "center", pitch=layout.TITLE_PITCH, tracking=_NONE
)
ARTICLE = Style("条标题", "GwArticle", HEITI, first=TWO_CHARS, rank=1)
GUIDANCE = Style("填写说明", "GwGuidance", KAITI, layout.SIZE_4_SMALL, pitch=TABLE_PITCH, tracking=_NONE)

MARK = Style(
    "发文机关标志", "GwMark", XIAOBIAOSONG, layout.MARK_SHRINK_FIRST, "center", colour=layout.RED, tracking=_NONE
)
HEAD_NOTE = Style("版头标注", "GwHeadNote", HEITI, align="left")
NUMBER = Style("发文字号", "GwNumber", align="center")
SIGNER = Style("签发人", "GwSigner", align="left")
RULE = Style("分隔线", "GwRule", size=pt(1), tracking=_NONE)
ADOPTED = Style("题注", "GwAdopted", KAITI, align="center")
ATTACHMENT_NOTE = Style("附件说明", "GwAttachmentNote", left=CHAR * 5, first=-CHAR * 3)
ATTENDEES = Style("与会人员", "GwAttendees", align="left", left=CHAR * 5, first=-CHAR * 3)
SIGNATURE = Style("署名", "GwSignature", align="center")
DATE = Style("成文日期", "GwDate", align="right", right=CHAR * layout.DATE_SEALED_RIGHT_CHARS)
NOTE = Style("附注", "GwNote", first=TWO_CHARS)
ATTACHMENT_MARK = Style("附件标识", "GwAttachmentMark", HEITI, align="left")
COPIES = Style("抄送", "GwCopies", size=layout.SIZE_4, pitch=IMPRINT_PITCH, tracking=_NONE)
PRINTED = Style("印发", "GwPrinted", size=layout.SIZE_4, align="left", pitch=IMPRINT_PITCH, tracking=_NONE)
PAGE_NUMBER = Style(
    "页码", "GwPageNumber", Face("宋体", SONGTI.east_asia, SONGTI.east_asia), layout.SIZE_4, "right", tracking=_NONE
)
SPACE = Style("空行", "GwSpace", align="left")

PARAGRAPH_STYLES: tuple[Style, ...] = tuple(one for one in list(globals().values()) if isinstance(one, Style))

RUN_1 = CharacterStyle("一级标题字", "GwRunHeading1", HEITI)
RUN_2 = CharacterStyle("二级标题字", "GwRunHeading2", KAITI)
KAI = CharacterStyle("楷体字", "GwKai", KAITI)
HEI = CharacterStyle("黑体字", "GwHei", HEITI)
CHARACTER_STYLES = (RUN_1, RUN_2, KAI, HEI)

HEADINGS = {1: HEADING_1, 2: HEADING_2, 3: HEADING_3, 4: HEADING_4}
RUN_HEADINGS: dict[int, CharacterStyle] = {1: RUN_1, 2: RUN_2}


def install(document: DocxDocument, geometry: Geometry = NATIONAL) -> None:
    """Put every style of ours into the document, in place of one of the same name or id; others stay.

    The document's defaults become ours too: no theme fonts, no character grid, exact line pitch.
    """
    root = document.styles.element
    _replace_defaults(root)
    wanted = [
        _base(geometry.pitch),
        *(_paragraph_style(style, geometry.pitch) for style in PARAGRAPH_STYLES),
        *map(_character_style, CHARACTER_STYLES),
    ]
    ids = _rename(root, wanted)
    for style in wanted:
        root.append(style)
    _follow(document, ids)


def _replace_defaults(root: Element) -> None:
    for old in root.findall(qn("w:docDefaults")):
        root.remove(old)
    run = element("w:rPrDefault", _fonts_and_size(FANGSONG, layout.SIZE_3, _NONE))
    root.insert(0, element("w:docDefaults", run, element("w:pPrDefault", element("w:pPr"))))


def _rename(root: Element, wanted: list[Element]) -> dict[str, str]:
    """Take out styles that ours replace; the answer maps their ids to ours."""
    ours = {_name(one): one.get(qn("w:styleId")) for one in wanted}
    moved: dict[str, str] = {}
    for old in root.findall(qn("w:style")):
        if _name(old) in ours or old.get(qn("w:styleId")) in ours.values():
            moved[old.get(qn("w:styleId"))] = ours.get(_name(old), old.get(qn("w:styleId")))
            root.remove(old)
    return {old: new for old, new in moved.items() if old != new}


def _name(style: Element) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"))


def _follow(document: DocxDocument, ids: dict[str, str]) -> None:
    """Paragraphs and runs that used a replaced style's old id now use ours (WPS writes ids of its own)."""
    for tag in ("w:pStyle", "w:rStyle"):
        for use in document.element.body.iter(qn(tag)):
            use.set(qn("w:val"), ids.get(use.get(qn("w:val")), use.get(qn("w:val"))))


def _base(pitch: Length) -> Element:
    # overflowPunct is on, as Word has it by default: LibreOffice 7.4 reads "off" as hanging punctuation, and then loses
    # commas at the ends of justified lines from the printed page.
    paragraph = element(
        "w:pPr",
        element("w:widowControl", val="0"),
        element("w:kinsoku", val="1"),
        element("w:overflowPunct", val="1"),
        element("w:autoSpaceDE", val="1"),
        element("w:autoSpaceDN", val="1"),
        element("w:adjustRightInd", val="0"),
        element("w:snapToGrid", val="0"),
        element("w:spacing", before=0, after=0, line=pitch.twips, lineRule="exact"),
        element("w:jc", val="both"),
    )
    run = _fonts_and_size(FANGSONG, layout.SIZE_3, layout.TRACKING)
    return _style("paragraph", "公文基准", BASE_ID, "", paragraph, run)


def _paragraph_style(style: Style, pitch: Length) -> Element:
    paragraph = element("w:pPr")
    if style.keep_next:
        paragraph.append(element("w:keepNext"))
    paragraph.append(
        element("w:spacing", before=0, after=0, line=(style.pitch or pitch).twips, lineRule="exact"),
    )
    paragraph.append(wordml.indent(style.left, style.right, style.first))
    paragraph.append(element("w:jc", val=style.align))
    if style.rank:
        paragraph.append(element("w:outlineLvl", val=style.rank - 1))
    run = _fonts_and_size(style.face, style.size, style.tracking, style.colour)
    return _style("paragraph", style.name, style.id, BASE_ID, paragraph, run)


def _character_style(style: CharacterStyle) -> Element:
    return _style("character", style.name, style.id, "", element("w:rPr", _fonts(style.face)))


def _style(kind: str, name: str, style_id: str, based_on: str, *inside: Element) -> Element:
    made = element("w:style", element("w:name", val=name), type=kind, styleId=style_id, customStyle="1")
    if based_on:
        made.append(element("w:basedOn", val=based_on))
    made.append(element("w:qFormat"))
    made.extend(inside)
    return made


def _fonts(face: Face) -> Element:
    return element("w:rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.east_asia, cs=face.latin)


def _fonts_and_size(face: Face, size: Length, tracking: Length, colour: str = "") -> Element:
    half_points = round(size.pt * 2)
    made = element("w:rPr", _fonts(face))
    made.append(element("w:color", val=colour or "000000"))
    made.append(element("w:spacing", val=tracking.twips))
    made.append(element("w:kern", val=0))
    made.append(element("w:sz", val=half_points))
    made.append(element("w:szCs", val=half_points))
    made.append(element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    return made
