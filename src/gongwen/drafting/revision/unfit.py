"""不能收的文稿: what a DOCX may hold beside what a reader sees; such a file is no version of a paper.

Two readers of one file must see the same: nothing hidden, nothing pending, nothing fetched, nothing that changes by
itself. Each fault is one sentence that says where it is and how to mend it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.revision.contents import WHERE, opened
from gongwen.drafting.revision.parts import Part, parts
from gongwen.drafting.revision.words import COUNTED, REDLINE, registered, squeezed
from gongwen.drafting.rough.file import Package
from gongwen.drafting.rough.inline import SETTINGS
from gongwen.drafting.rough.styles import Styles, value
from gongwen.drafting.word import outside

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PENDING = {
    qn("w:ins"): "增加", qn("w:del"): "删去", qn("w:moveFrom"): "移走", qn("w:moveTo"): "移来",
    qn("w:cellIns"): "增加单元格", qn("w:cellDel"): "删去单元格", qn("w:cellMerge"): "合并单元格",
}  # fmt: skip
_LASTING = re.compile(r"\s*(HYPERLINK|TOC|REF|SEQ|EQ)\b", re.IGNORECASE)
"""Fields whose result stays what it is; with those that count pages the only ones that may be printed."""
_KNOWN_FORMS = {"wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "v", "a14", "c14", "cx", "cx1", "cx2", "cx4", "am3d"}
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SMALLEST = 10
"""Half points: smaller words are there and cannot be read."""
_OFF = ("0", "false", "off", "none")
_SHOWN = 20


def unfit(docx: bytes) -> tuple[str, ...]:
    """Why the file cannot become a version of a paper, one sentence each; empty when it can. BadInput when it is no
    DOCX at all."""
    package = opened(docx)
    faults = [*_packing(docx, package)]
    styles = Styles(package.tree("styles"))
    main = Part(package, package.main)
    for part in (main, *parts(package, "header", "footer", "footnotes", "endnotes")):
        for check in (_pending, _changing, _bound, _doubled, _turned):
            faults += check(part)
        faults += _unseen(part, styles)
    return tuple(dict.fromkeys(faults))


def _packing(docx: bytes, package: Package) -> Iterator[str]:
    """Two members of one name, programs, fonts and entities: what one reader takes another may not."""
    with zipfile.ZipFile(io.BytesIO(docx)) as packed:
        names = Counter(name.lstrip("/").lower() for name in packed.namelist())
    if any(count > 1 for count in names.values()):
        yield f"{WHERE}的压缩包里有重名的部分，不同的程序会读出不同的内容，请用 Word 或 WPS 打开后另存。"
    if any(name.endswith("vbaproject.bin") for name in names):
        yield f"{WHERE}带有宏，请另存为不带宏的 .docx。"
    if any(name.endswith((".odttf", ".ttf", ".otf")) for name in names):
        yield f"{WHERE}嵌入了字体，字形会与文字不符，请在 Word 选项“保存”中取消“将字体嵌入文件”后重新保存。"
    yield from (f"{WHERE}{clause}再交。" for clause in outside.foreign(docx))
    if any(f"{REDLINE}：" in "".join(tree.itertext()) for tree in package.trees("header")):
        yield f"{WHERE}是系统出的花脸稿，请把要改的写到文稿上（paper fetch 取出的）再交。"
    comments = package.tree("comments")
    count = 0 if comments is None else len(comments)
    if count:
        yield f"{WHERE}留有{count}条批注，请处理后在“审阅”中删除全部批注再交。"


def _pending(part: Part) -> Iterator[str]:
    """Tracked changes nobody has accepted or rejected: what the text is has not been decided."""
    for one in part.root.iter():
        name = one.tag if isinstance(one.tag, str) else ""
        if name in _PENDING or (name.endswith("Change") and name.startswith(qn("w:")[:-1])):
            who = one.get(qn("w:author")) or "有人"
            what = _shown("".join(found.text or "" for found in one.iter(qn("w:t"), qn("w:delText"))))
            told = f"{who}{_PENDING.get(name, '改动格式')}{what}"
            yield f"{WHERE}留有未接受的修订（如：{told}），请在“审阅”中接受或拒绝全部修订后再交。"
            return


def _changing(part: Part) -> Iterator[str]:
    """Fields that show another text tomorrow or on another machine, and clocks."""
    for code in outside.field_codes(part.root):
        if code.strip() and not (COUNTED.match(code) or _LASTING.match(code)):
            named = code.split()[0]
            yield f"{WHERE}有会自动变化的域（{named}），请选中后按 Ctrl+Shift+F9 变成普通文字再交。"
    clocks = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong")
    if next(part.root.iter(*(qn(f"w:{name}") for name in clocks)), None) is not None:
        yield f"{WHERE}有会自动变化的日期，请改成普通文字再交。"


def _bound(part: Part) -> Iterator[str]:
    """Controls whose text Word takes from elsewhere, and places of registration that hold more than a line of text."""
    for control in part.root.iter(qn("w:sdt")):
        if control.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None:
            yield f"{WHERE}有绑定外部数据的内容控件，打开时文字会被替换，请删去这个控件、保留文字后再交。"
        name = registered(control)
        if name and next(control.iter(qn("w:drawing"), qn("w:pict"), qn("w:tbl"), qn("w:object")), None) is not None:
            yield f"{WHERE}在{name}的填写位置放了图片或表格，登记时会被覆盖，请移到别处。"


def _doubled(part: Part) -> Iterator[str]:
    """Two forms of one thing for newer and older programs that do not say the same."""
    for alternatives in part.root.iter(f"{_MC}AlternateContent"):
        forms = [squeezed("".join(one.text or "" for one in form.iter(qn("w:t")))) for form in alternatives]
        needs = {need for form in alternatives for need in str(form.get("Requires") or "").split()}
        if len(set(forms)) > 1 and len(forms) > 1:
            yield f"{WHERE}有一处在新旧版本的程序里文字不同（{_shown(forms[0])}），请删去后重新插入。"
        if needs - _KNOWN_FORMS:
            yield f"{WHERE}有只有个别程序才能显示的内容（{'、'.join(sorted(needs - _KNOWN_FORMS))}），请删去后再交。"


def _turned(part: Part) -> Iterator[str]:
    """Marks that turn the order in which characters are shown."""
    text = "".join(one.text or "" for one in part.root.iter(qn("w:t")))
    if _TURNING.search(text) or next(part.root.iter(qn("w:bdo"), qn("w:dir")), None) is not None:
        yield f"{WHERE}有改变文字先后次序的控制字符，请删去这几个字重新录入。"


def _unseen(part: Part, styles: Styles) -> Iterator[str]:
    """Words that are there and cannot be read on the page: hidden, white, or too small to see."""
    for mark in part.root.iter(qn("w:vanish"), qn("w:specVanish")):
        if mark.get(qn("w:val"), "1") not in _OFF:
            yield f"{WHERE}有隐藏文字，请在“字体”中取消“隐藏”，或删去这些文字再交。"
            break
    for run in part.root.iter(qn("w:r")):
        text = "".join(one.text or "" for one in run if one.tag == qn("w:t"))
        if text.strip() and (why := _look(run, styles)):
            yield f"{WHERE}有{why}{_shown(text)}，请改成读得出的样子，或删去再交。"


def _look(run: Any, styles: Styles) -> str:
    """Why the words of a run cannot be read; empty when they can."""
    paragraph = next(run.iterancestors(qn("w:p")), None)
    if paragraph is None or any(above.tag in SETTINGS for above in run.iterancestors()):
        return ""
    settings = list(styles.run_settings(run, paragraph))
    if styles.is_hidden(run, paragraph):
        return "隐藏的文字"
    colour = next((found for one in settings if (found := value(one, "w:color"))), "")
    if colour.upper() == "FFFFFF":
        return "白色的文字"
    size = next((found for one in settings if (found := value(one, "w:sz"))), "")
    return "小得看不清的文字" if size.isdigit() and int(size) < _SMALLEST else ""


def _shown(text: str) -> str:
    """A passage as it is quoted in a sentence."""
    plain = " ".join(text.split())
    return f"「{plain[:_SHOWN]}{'…' if len(plain) > _SHOWN else ''}」" if plain else ""
