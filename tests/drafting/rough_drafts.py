"""Drafts for the tests of the reading: Word files from raw XML, as Word, WPS and LibreOffice write it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_NAMES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _SPACES.items())
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""


def docx(body: str, *, media: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A Word file with this inside `w:body`; `parts` are insides of styles, numbering, footnotes, comments, header …,
    `media` pictures by name, related as rIdNAME."""
    files: dict[str, bytes] = {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _relations({"officeDocument":
        "word/document.xml"})}  # fmt: skip
    files["word/document.xml"] = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>".encode()
    roots = {"header": "hdr", "footer": "ftr"}
    for kind, inside in parts.items():
        root = roots.get(kind, kind)
        files[f"word/{kind}.xml"] = f"<w:{root} {_NAMES}>{inside}</w:{root}>".encode()
    for name, data in (media or {}).items():
        files[f"word/media/{name}"] = data
    related = {kind: f"{kind}.xml" for kind in parts}
    files["word/_rels/document.xml.rels"] = _relations(related, media or {})
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return target.getvalue()


def _relations(kinds: Mapping[str, str], media: Mapping[str, bytes] | None = None) -> bytes:
    rows = [(f"rId{kind}", kind, target) for kind, target in kinds.items()]
    rows += [(f"rId{name}", "image", f"media/{name}") for name in media or {}]
    inside = "".join(f'<Relationship Id="{one}" Type="{_RELATION}/{kind}" Target="{target}"/>' for one, kind, target in
                     rows)  # fmt: skip
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inside}</Relationships>'.encode()


def p(*inside: str, style: str = "", **settings: str) -> str:
    """A paragraph; texts without markup become runs. `settings` are children of pPr: jc="center", ilvl and numId."""
    made = f'<w:pStyle w:val="{style}"/>' if style else ""
    if "numId" in settings:
        level = settings.pop("ilvl", "0")
        made += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{settings.pop("numId")}"/></w:numPr>'
    made += settings.pop("more", "")
    made += "".join(f'<w:{name} w:val="{value}"/>' for name, value in settings.items())
    return f"<w:p><w:pPr>{made}</w:pPr>{''.join(one if one.startswith('<') else r(one) for one in inside)}</w:p>"


def r(text: str = "", looks: str = "", more: str = "") -> str:
    """A run; tabs and line breaks as Word writes them."""
    pieces = text.replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    pieces = pieces.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t xml:space='preserve'>{pieces}</w:t>{more}</w:r>"


def field(code: str, result: str) -> str:
    """A complex field with its result."""
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark.format("begin") + code + mark.format("separate") + result + mark.format("end")


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def tc(text: str, more: str = "") -> str:
    """A cell; several lines become several paragraphs."""
    inside = text if text.startswith("<") else "".join(map(p, text.split("\n")))
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inside}</w:tc>"


def numbering(*levels: tuple[str, str], num: str = "", more: str = "") -> str:
    """One list (numId 1) with these (format, text) levels; `num` are its overrides, `more` further lists."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    first = f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
    return f'{first}<w:num w:numId="1"><w:abstractNumId w:val="0"/>{num}</w:num>{more}'


def style(name: str, ident: str, inside: str = "", based_on: str = "") -> str:
    """A paragraph style."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def png(wide: int = 40, tall: int = 20, form: str = "PNG") -> bytes:
    """A plain picture."""
    target = io.BytesIO()
    Image.new("RGB", (wide, tall), (200, 30, 30)).save(target, form)
    return target.getvalue()


def drawing(name: str, anchored: bool = False, across: int = 1_800_000) -> str:
    """A run with a picture of `docx(media=…)`, in the line or anchored."""
    kind = "anchor" if anchored else "inline"
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:extent cx="{across}" cy="900000"/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="rId{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        f"</wp:{kind}></w:drawing></w:r>"
    )


def text_box(inside: str) -> str:
    """A run with a text box as Word writes it: the new form, and the same again for older programs."""
    content = f"<w:txbxContent>{inside}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>'
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return (
        f"<w:r><mc:AlternateContent>{choice}</wp:anchor></w:drawing></mc:Choice>{fallback}</mc:AlternateContent></w:r>"
    )
