"""Word 文件里的种错: good papers of ours, one thing in their Word file changed, printed and measured like any other.

The base papers are samples. Beside each fault stands the neighbour: the same change, less of it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

Change = Callable[[bytes], bytes]
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
LETTER, NOTICE, LONG, UPWARD = "信函商请一页", "单个附件", "长文四级标题", "上行请示三签发人"
ORDER, MINUTES, SECRET = "命令公布办法", "纪要一页", "份号密级紧急程度"


@dataclass(frozen=True)
class Printed:
    """One change of a Word file, the rule that must tell of it first, and the others that name it as their reason."""

    name: str
    rule: str
    base: str
    fault: Change
    near: Change | None = None
    because: tuple[str, ...] = ()


def part(name: str, *changes: tuple[str, str]) -> Change:
    """Changes the first place of each pattern in one part of the file; a pattern that is not there is a wrong test."""

    def change(docx: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.namelist():
                data = old.read(item)
                new.writestr(item, _changed(data.decode(), changes) if item == name else data)
        return target.getvalue()

    return change


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for pattern, other in changes:
        text, count = re.subn(pattern, other, text, count=1, flags=re.DOTALL)
        assert count, f"nothing to change: {pattern}"
    return text


def words(old: str, new: str) -> Change:
    """Other words in the text."""
    return part(_DOCUMENT, (re.escape(old), new))


def gap(old: int, new: int, *more: tuple[int, int]) -> Change:
    """Blank paragraphs of another height (twips)."""
    line = 'w:line="{}" w:lineRule="exact"'
    return part(_DOCUMENT, *((line.format(a), line.format(b)) for a, b in ((old, new), *more)))


def margins(**twips: int) -> Change:
    """Other page margins."""
    return part(_DOCUMENT, *((rf'(<w:pgMar[^>]*w:{side}=")\d+', rf"\g<1>{value}") for side, value in twips.items()))


def face(style: str, font: str) -> Change:
    """A style in another font."""
    return part(_STYLES, (rf'(w:styleId="{style}".*?w:eastAsia=")[^"]+', rf"\g<1>{font}"))


def size(style: str, half_points: int) -> Change:
    """A style in another size."""
    return part(_STYLES, (rf'(w:styleId="{style}".*?<w:sz w:val=")\d+', rf"\g<1>{half_points}"))


def together(*changes: Change) -> Change:
    """Changes that make one fault."""

    def change(docx: bytes) -> bytes:
        for one in changes:
            docx = one(docx)
        return docx

    return change


def sheet(width: int, height: int) -> Change:
    return part(_DOCUMENT, ('<w:pgSz w:w="11906" w:h="16838"/>', f'<w:pgSz w:w="{width}" w:h="{height}"/>'))


def indent(style: str, old: str, new: str) -> Change:
    """Another indent of the first paragraph of a style."""
    return part(_DOCUMENT, (rf'(w:pStyle w:val="{style}"/>(?:(?!</w:pPr>).)*?){old}', rf"\g<1>{new}"))


def red_rule(inside: str) -> Change:
    """Something more in the paragraph of the red rule."""
    return part(_DOCUMENT, (r'(<w:pStyle w:val="GwRule"/><w:shd [^>]*"FF0000"/><w:spacing [^>]*/>)', rf"\g<1>{inside}"))


def folio(name: str, *changes: tuple[str, str]) -> Change:
    return part(f"word/footer{name}.xml", *changes)


def attachment_title(line: int) -> Change:
    """Another height of the blank line over the attachment's title."""
    space = '<w:pStyle w:val="GwSpace"/>'
    title = '</w:pPr></w:p><w:p><w:pPr><w:pStyle w:val="GwAttachmentTitle"/>'
    taller = f'{space}<w:spacing w:line="{line}" w:lineRule="exact"/>{title}'
    return part(_DOCUMENT, (space + title, taller))


def number_moved(twips: int) -> Change:
    """The centred 文号 pushed to the right."""
    return part(_DOCUMENT, ('<w:pStyle w:val="GwNumber"/>', f'<w:pStyle w:val="GwNumber"/><w:ind w:left="{twips}"/>'))


def title_moved(style: str, twips: int) -> Change:
    return part(_DOCUMENT, (f'<w:pStyle w:val="{style}"/>', f'<w:pStyle w:val="{style}"/><w:ind w:left="{twips}"/>'))


def last_rule(line: int) -> Change:
    """The last rule of 版记 of another weight (twips)."""
    pattern = r'(.*<w:shd [^>]*"000000"/><w:spacing w:line=")20'
    return part(_DOCUMENT, (pattern, rf"\g<1>{line}"))


TABLE: tuple[Printed, ...] = (
    Printed(
        "美国信纸",
        "page.size",
        NOTICE,
        sheet(12240, 15840),
        sheet(11916, 16838),
        because=(
            "folio.drop",
            "folio.inset",
            "imprint.foot",
            "lines.numbers",
            "margins.right",
            "number.place",
            "red_rule.length",
            "sign_off.date",
            "type_area.graphics",
        ),
    ),
    Printed(
        "左边距大1.2毫米",
        "margins.left",
        LONG,
        margins(left=1655, right=1406),
        margins(left=1632, right=1429),
        because=(
            "margins.right",
            "number.place",
            "type_area.graphics",
        ),
    ),
    Printed(
        "左边距小1.2毫米",
        "margins.left",
        LONG,
        margins(left=1519, right=1542),
        margins(left=1542, right=1519),
        because=(
            "number.place",
            "type_area.graphics",
        ),
    ),
    Printed(
        "右边距大6毫米",
        "type_area.width",
        LONG,
        margins(right=1814),
        margins(right=1480),
        because=(
            "folio.inset",
            "grid.characters",
            "lines.numbers",
            "number.place",
            "red_rule.length",
            "sign_off.date",
        ),
    ),
    Printed(
        "上边距大1.2毫米",
        "margins.top",
        LONG,
        margins(top=1973, bottom=1831),
        margins(top=1950, bottom=1854),
        because=(
            "imprint.foot",
            "mark.top",
            "type_area.bottom",
        ),
    ),
    Printed(
        "行距27磅",
        "grid.lines",
        LONG,
        part(_STYLES, *[('w:line="592"', 'w:line="540"')] * 20),
        part(_STYLES, *[('w:line="592"', 'w:line="591"')] * 20),
    ),
    Printed("正文宋体", "fonts.body", NOTICE, face("GwBody", "宋体"), face("GwBody", "仿宋")),
    Printed("正文小四号", "fonts.body", NOTICE, size("GwBody", 24), face("GwBody", "仿宋"), because=("lines.numbers",)),
    Printed("标题黑体", "fonts.title", NOTICE, face("GwTitle", "黑体"), title_moved("GwTitle", 20)),
    Printed(
        "标题小二号", "fonts.title", NOTICE, size("GwTitle", 36), title_moved("GwTitle", 20), because=("title.gap",)
    ),
    Printed(
        "没有红线",
        "red_rule.missing",
        NOTICE,
        part(_DOCUMENT, ('w:fill="FF0000"', 'w:fill="auto"')),
        part(_DOCUMENT, ('w:fill="FF0000"', 'w:fill="E60012"')),
    ),
    Printed(
        "红线成了黑线",
        "red_rule.missing",
        NOTICE,
        part(_DOCUMENT, ('w:fill="FF0000"', 'w:fill="000000"')),
        part(_DOCUMENT, ('w:fill="FF0000"', 'w:fill="C00000"')),
    ),
    Printed(
        "红线短1.5毫米", "red_rule.length", NOTICE, red_rule('<w:ind w:right="85"/>'), red_rule('<w:ind w:right="45"/>')
    ),
    Printed("红线低0.8毫米", "red_rule.gap", NOTICE, gap(147, 192), gap(147, 165)),
    Printed(
        "标志高1.4毫米",
        "mark.top",
        NOTICE,
        gap(2177, 2100, (908, 985)),
        gap(2177, 2130, (908, 955)),
        because=("number.gap",),
    ),
    Printed("标志太小", "number.gap", NOTICE, gap(908, 985), gap(908, 955)),
    Printed("标题低1.3毫米", "title.gap", NOTICE, gap(992, 1066), gap(992, 1040)),
    Printed("主送低1.3毫米", "recipients.gap", NOTICE, gap(307, 381), gap(307, 355)),
    Printed(
        "文号方括号",
        "number.form",
        NOTICE,
        words("〔2026〕", "[2026]"),
        because=(
            "glyphs.lost",
            "paper.number",
        ),
    ),
    Printed(
        "文号圆括号",
        "number.form",
        NOTICE,
        words("〔2026〕", "（2026）"),
        because=(
            "glyphs.lost",
            "paper.number",
        ),
    ),
    Printed("文号偏右", "number.place", NOTICE, number_moved(150), number_moved(60)),
    Printed(
        "首页没有正文",
        "first_page.body",
        NOTICE,
        part(_DOCUMENT, ('<w:pStyle w:val="GwBody"/>', '<w:pStyle w:val="GwBody"/><w:pageBreakBefore/>')),
        because=("imprint.even",),
    ),
    Printed("版记末条线粗0.6毫米", "imprint.outer", NOTICE, last_rule(34), last_rule(24)),
    Printed("版记高1.5毫米", "imprint.foot", NOTICE, gap(75, 165), gap(75, 115)),
    Printed(
        "印发机关左空一字半",
        "imprint.inset",
        NOTICE,
        indent("GwPrinted", 'w:left="280"', 'w:left="480"'),
        indent("GwPrinted", 'w:left="280"', 'w:left="380"'),
    ),
    Printed("抄送宋体", "imprint.face", NOTICE, face("GwCopies", "宋体"), size("GwCopies", 28)),
    Printed(
        "页码居左",
        "folio.side",
        NOTICE,
        folio("1", ('w:jc w:val="right"', 'w:jc w:val="left"')),
        folio("1", ('w:right="280"', 'w:right="340"')),
    ),
    Printed(
        "页码空两字",
        "folio.inset",
        NOTICE,
        folio("1", ('w:right="280"', 'w:right="560"')),
        folio("1", ('w:right="280"', 'w:right="340"')),
    ),
    Printed("页码高2毫米", "folio.drop", NOTICE, margins(footer=1550), margins(footer=1450)),
    Printed(
        "页码黑体",
        "folio.face",
        NOTICE,
        part(
            _STYLES,
            (r'(w:styleId="GwPageNumber".*?w:ascii=")[^"]+', r"\g<1>SimHei"),
            (r'(w:styleId="GwPageNumber".*?w:hAnsi=")[^"]+', r"\g<1>SimHei"),
        ),
    ),
    Printed("页码短横线", "folio.face", NOTICE, folio("1", ("— ", "- "), (" —", " -"))),
    Printed(
        "双页没有页码",
        "folio.missing",
        NOTICE,
        folio("2", ("(</w:pPr>).*(</w:p>)", r"\g<1>\g<2>")),
        because=("folio.imprint",),
    ),
    Printed(
        "页码从3起", "folio.number", NOTICE, part(_DOCUMENT, ("(<w:pgMar[^>]*/>)", r'\g<1><w:pgNumType w:start="3"/>'))
    ),
    Printed("附件二字仿宋", "attachments.face", NOTICE, face("GwAttachmentMark", "仿宋_GB2312")),
    Printed("一个附件编了号", "attachments.single", NOTICE, words("<w:t>附件</w:t>", "<w:t>附件1</w:t>")),
    Printed(
        "附件标题不同",
        "attachments.agree",
        NOTICE,
        words(
            '填报说明</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="GwSpace"/></w:pPr>',
            '填报要求</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="GwSpace"/></w:pPr>',
        ),
    ),
    Printed("附件标题低3.7毫米", "attachments.row", NOTICE, attachment_title(800), attachment_title(700)),
    Printed(
        "附件名称有句号",
        "listed.marks",
        NOTICE,
        words("核对项目及填报说明</w:t>", "核对项目及填报说明。</w:t>"),
        because=("attachments.agree",),
    ),
    Printed(
        "附件说明左空三字",
        "listed.place",
        NOTICE,
        indent("GwAttachmentNote", 'w:left="1575"', 'w:left="1890"'),
        indent("GwAttachmentNote", 'w:left="1575"', 'w:left="1680"'),
    ),
    Printed(
        "日期右空五字",
        "sign_off.date",
        NOTICE,
        indent("GwDate", 'w:right="1260"', 'w:right="1575"'),
        indent("GwDate", 'w:right="1260"', 'w:right="1350"'),
        because=("sign_off.name",),
    ),
    Printed(
        "署名偏左",
        "sign_off.name",
        NOTICE,
        indent("GwSignature", 'w:left="4097"', 'w:left="3400"'),
        indent("GwSignature", 'w:left="4097"', 'w:left="3900"'),
    ),
    Printed("落款离正文太远", "seals.gap", NOTICE, gap(1127, 1720), gap(1127, 1200)),
    Printed(
        "少一句话",
        "paper.body",
        NOTICE,
        words("现商请贵局协助提供有关信息，", ""),
        because=(
            "glyphs.lost",
            "lines.numbers",
        ),
    ),
    Printed("改一个数", "paper.body", NOTICE, words("186户", "168户")),
    Printed("主送写错", "paper.recipients", NOTICE, words("青禾市民政局：", "青禾市民政局和残联：")),
    Printed("日期写错", "paper.date", NOTICE, words("2026年5月6日", "2026年5月7日")),
    Printed("抄送写错", "paper.cc", NOTICE, words("抄送：市财政局。", "抄送：市民政局，市财政。")),
    Printed("标题写错", "paper.title", NOTICE, words("协助做好", "做好")),
    Printed("文号写错", "paper.number", NOTICE, words("〔2026〕19号", "〔2026〕9号")),
    Printed(
        "信函双线低0.8毫米",
        "letter.rule_gap",
        LETTER,
        gap(131, 176, (82, 37)),
        gap(131, 145),
        because=("letter.number_gap",),
    ),
    Printed("信函双线一样粗", "letter.rules", LETTER, gap(45, 15, (20, 50)), gap(45, 40, (20, 25))),
    Printed("信函标题低1.3毫米", "letter.title_gap", LETTER, gap(912, 986), gap(912, 960)),
    Printed(
        "信函标志带文件二字", "letter.mark", LETTER, words("<w:t>青禾市民政局</w:t>", "<w:t>青禾市民政局文件</w:t>")
    ),
    Printed(
        "信函文号不居右",
        "letter.number_place",
        LETTER,
        part(_DOCUMENT, ('w:pos="8844"', 'w:pos="8700"')),
        part(_DOCUMENT, ('w:pos="8844"', 'w:pos="8800"')),
    ),
    Printed(
        "签发人仿宋",
        "signers.face",
        UPWARD,
        part(_STYLES, (r'(w:styleId="GwKai".*?w:eastAsia=")[^"]+', r"\g<1>仿宋_GB2312")),
    ),
    Printed(
        "紧急程度仿宋",
        "head.face",
        SECRET,
        part(_STYLES, (r'(w:styleId="GwHei".*?w:eastAsia=")[^"]+', r"\g<1>仿宋_GB2312")),
    ),
    Printed("份号缩进", "head.notes", SECRET, title_moved("GwHeadNote", 100), title_moved("GwHeadNote", 45)),
    Printed(
        "密级在紧急程度后",
        "head.order",
        SECRET,
        part(_DOCUMENT, ("秘密★1年", "暂存"), ("特急", "秘密★1年"), ("暂存", "特急")),
    ),
    Printed("令号虚位", "order.number_form", ORDER, words("第3号", "第03号"), because=("paper.number",)),
    Printed(
        "令号低1.3毫米",
        "order.number_gap",
        ORDER,
        gap(878, 952, (906, 832)),
        gap(878, 926, (906, 858)),
        because=("order.body_gap",),
    ),
    Printed("正文离令号太远", "order.body_gap", ORDER, gap(906, 980), gap(906, 950)),
    Printed("命令标志没有令字", "order.mark", ORDER, words("<w:t>青禾市人民政府令</w:t>", "<w:t>青禾市人民政府</w:t>")),
    Printed("纪要标志没有纪要", "minutes.mark", MINUTES, words("专题会议纪要", "专题会议")),
    Printed("出席前空两行", "minutes.gap", MINUTES, gap(592, 1184), gap(592, 700)),
    Printed(
        "出席标识仿宋",
        "minutes.faces",
        MINUTES,
        part(_STYLES, (r'(w:styleId="GwHei".*?w:eastAsia=")[^"]+', r"\g<1>仿宋_GB2312")),
    ),
)
