"""Word files that somebody prepared: each refers to a place outside itself, in one of the ways that there are."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

import docx

MAIN, TYPES = "word/document.xml", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_MOST_LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))

Parts = dict[str, bytes]
Poison = Callable[[Parts], None]


def poisoned(docx: bytes, poison: Poison) -> bytes:
    """The file with one thing put in."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    poison(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def poisons(url: str, path: str) -> Mapping[str, Poison]:
    """By name: what asks for an address under `url`, what reads the file at `path`, what would run."""
    here = f"file://{path}"
    return {
        "an entity that is a file": declared(MAIN, f'<!ENTITY x SYSTEM "{here}">', "&x;"),
        "an entity that is an address": declared(MAIN, f'<!ENTITY x SYSTEM "{url}/entity">', "&x;"),
        "a parameter entity": declared(MAIN, f'<!ENTITY % x SYSTEM "{url}/parameter"> %x;'),
        "a billion laughs": declared("word/styles.xml", '<!ENTITY a0 "ha">' + _MOST_LAUGHS),
        "a declared list of types": declared(TYPES, '<!ENTITY x "y">'),
        "a declared description": declared("docProps/core.xml", f'<!ENTITY x SYSTEM "{url}/core">'),
        "a part under another name": renamed_styles(f'<!ENTITY % x SYSTEM "{url}/renamed"> %x;'),
        "an encoding nobody writes": put("word/odd.xml", b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
        "a picture of another machine": linked("image", f"{url}/picture.png", picture('r:link="rIdX"')),
        "a picture of this machine": linked("image", here, picture('r:link="rIdX"')),
        "a picture said to be inside": linked("image", f"{url}/inside.png", picture('r:embed="rIdX"'), mode=""),
        "a picture above the file": linked("image", f"../../..{path}", picture('r:embed="rIdX"'), mode=""),
        "a link in small letters": linked("image", f"{url}/small.png", picture('r:link="rIdX"'), mode="external"),
        "an old drawing": body(_shape(f'<v:imagedata src="{url}/old.png"/>')),
        "an old fill": body(_shape(f'<v:fill type="frame" src="{url}/fill.png"/>')),
        "a template elsewhere": linked("attachedTemplate", f"{url}/a.dotx", of="word/settings.xml"),
        "a list of addressees elsewhere": linked("mailMergeSource", f"{url}/a.csv", of="word/settings.xml"),
        "styles from elsewhere": linked("image", f"{url}/styles.png", of="word/styles.xml"),
        "a thumbnail elsewhere": linked("thumbnail", f"{url}/thumb.png", of=""),
        "a vector picture that fetches": vector(f'<image width="9" height="9" href="{url}/vector.png"/>'),
        "a vector picture that reads": vector(f'<image width="9" height="9" href="{here}"/>'),
        "a vector picture with styles": vector(f"<style>@import url({url}/a.css);</style>"),
        "another file in it": linked("aFChunk", f"{url}/chunk.docx", _marked("altChunk")),
        "a chapter elsewhere": linked("subDocument", f"{url}/sub.docx", _marked("subDoc")),
        "a linked object": linked("oleObject", f"{url}/a.odt", _run("<w:object/>")),
        "a text included": body(field(f'INCLUDETEXT "{path}"')),
        "a picture included": body(field(f'INCLUDEPICTURE "{url}/included.png" \\d')),
        "a linked range": body(field(f'LINK Excel.Sheet.12 "{url}/a.xlsx" "" \\a')),
        "an exchange of data": body(field(f'DDEAUTO soffice "{path}" all')),
        "a query": body(field(f'DATABASE \\d "{path}"')),
        "a field in a field": body(field("QUOTE ", field(f'INCLUDETEXT "{path}"'))),
        "a simple field": body(f'<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;{path}&quot;"/></w:p>'),
        "a link to a file": linked("hyperlink", here, _marked("hyperlink")),
        "a link to a share": linked("hyperlink", r"\\host\share\a", _marked("hyperlink")),
        "a link that runs": linked("hyperlink", "javascript:alert(1)", _marked("hyperlink")),
        "a link field to a share": body(field(r'HYPERLINK "\\host\share\a"')),
        "macros": linked(f"{_MICROSOFT}/vbaProject", "vbaProject.bin", mode=""),
        "macros under another name": linked(f"{_MICROSOFT}/vbaProject", "harmless.dat", mode=""),
        "a file that may run": retyped("ms-word.document.macroEnabled"),
        "a file of another type": retyped("vnd.oasis.opendocument.text"),
    }


def declared(part: str, declaration: str, reference: str = "") -> Poison:
    """A part with a document type of its own, and a reference to what it declares in its first words."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        root = re.search(r"<(?![?!])([\w:]+)", text)
        assert root
        text = f"{text[: root.start()]}<!DOCTYPE {root[1]} [{declaration}]>{text[root.start() :]}"
        parts[part] = re.sub(r"(<w:t(?: [^>]*)?>)", rf"\g<1>{reference}", text, count=1).encode()

    return change


def renamed_styles(declaration: str) -> Poison:
    """The styles, declared, in a part that is not called XML."""

    def change(parts: Parts) -> None:
        declared("word/styles.xml", declaration)(parts)
        parts["word/styles.dat"] = parts.pop("word/styles.xml")
        for name in (TYPES, "word/_rels/document.xml.rels"):
            parts[name] = parts[name].replace(b"styles.xml", b"styles.dat")

    return change


def put(name: str, data: bytes) -> Poison:
    """One more part."""
    return lambda parts: parts.update({name: data})


def body(xml: str) -> Poison:
    """More of the text."""

    def change(parts: Parts) -> None:
        text = parts[MAIN].decode()
        at = text.rindex("<w:sectPr")
        parts[MAIN] = (text[:at] + xml + text[at:]).encode()

    return change


def linked(kind: str, target: str, xml: str = "", *, of: str = MAIN, mode: str = "External") -> Poison:
    """A relation of a part to a target, and what of the text refers to it as rIdX."""

    def change(parts: Parts) -> None:
        folder, name = posixpath.split(of)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        text = parts.get(place, f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()).decode()
        said = f' TargetMode="{mode}"' if mode else ""
        full = kind if kind.startswith("http") else f"{_OFFICE}/{kind}"
        relation = f'<Relationship Id="rIdX" Type="{full}" Target="{target}"{said}/></Relationships>'
        parts[place] = text.replace("</Relationships>", relation).encode()
        if xml:
            body(xml)(parts)

    return change


def vector(content: str) -> Poison:
    """A vector picture that holds this."""

    def change(parts: Parts) -> None:
        parts["word/media/x.svg"] = f'<svg xmlns="http://www.w3.org/2000/svg">{content}</svg>'.encode()
        default = b'<Default Extension="svg" ContentType="image/svg+xml"/></Types>'
        parts[TYPES] = parts[TYPES].replace(b"</Types>", default)
        linked("image", "media/x.svg", picture('r:embed="rIdX"'), mode="")(parts)

    return change


def retyped(kind: str) -> Poison:
    """The main part said to be of another type."""
    old = b"vnd.openxmlformats-officedocument.wordprocessingml.document"
    return lambda parts: parts.update({TYPES: parts[TYPES].replace(old + b".main", kind.encode() + b".main")})


def picture(blip: str) -> str:
    """A drawing whose picture is the one that `blip` refers to."""
    return _run(
        f'<w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent cx="90000" cy="90000"/>'
        f'<wp:docPr id="77" name="x"/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="x"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{_OFFICE}" {blip}/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="90000" cy="90000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing>"
    )


def field(code: str, inner: str = "") -> str:
    """A field with this code, and another in its code."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inner = inner.removeprefix("<w:p>").removesuffix("</w:p>")
    told = f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>{inner}'
    shown = f"{mark.format('separate')}<w:r><w:t>x</w:t></w:r>{mark.format('end')}"
    return f"<w:p>{mark.format('begin')}{told}{shown}</w:p>"


def _run(xml: str) -> str:
    return f"<w:p><w:r>{xml}</w:r></w:p>"


def _shape(xml: str) -> str:
    return _run(f'<w:pict><v:shape {_VML} style="width:50pt;height:50pt">{xml}</v:shape></w:pict>')


def _marked(name: str) -> str:
    marked = f'<w:{name} xmlns:r="{_OFFICE}" r:id="rIdX"'
    return f"<w:p>{marked}><w:r><w:t>x</w:t></w:r></w:{name}></w:p>" if name == "hyperlink" else f"{marked}/>"


def word(text: str) -> bytes:
    """A Word file of one paragraph, as yet unspoilt."""
    out = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()
