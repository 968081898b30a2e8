"""版面一览: draws the pages of all samples side by side into docs/pictures, and writes docs/pages.md.

Run by `make sheets`; the same samples give the same pictures. A test sees to it that every sample stands on a sheet.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from ruamel.yaml import YAML

from gongwen import drafting, printing
from gongwen.office.pressroom import papers
from gongwen.printing.fonts import font_folder

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "papers"
PICTURES = ROOT / "docs" / "pictures"
PAGE = ROOT / "docs" / "pages.md"
FACE = "NotoSansSC_400Regular.ttf"

WIDE, ACROSS = 240, 6
"""Width of a page and pages in a row, in pixels and pages."""
DPI = 60
MARGIN, CAPTION = 14, 26
INK, PAPER, GROUND = "black", "white", (226, 226, 222)


@dataclass(frozen=True)
class Draft:
    """A sample as a sheet shows it: its folder, the options of `gongwen draft`, how many of its organs (0: all)."""

    sample: str
    caption: str = ""
    options: dict[str, bool] = field(default_factory=dict)
    organs: int = 0


@dataclass(frozen=True)
class Sheet:
    """One picture: its file, its title and what to look at."""

    name: str
    title: str
    words: str
    drafts: tuple[Draft, ...]


def _plain(*samples: str) -> tuple[Draft, ...]:
    return tuple(map(Draft, samples))


_SEALED = {"sample_seals": True}
_JOINT = "十二部门联合通知"

SHEETS = (
    Sheet(
        "pages-general", "通用格式",
        "每面 22 行、每行 28 字；标志上边缘距纸顶 72 毫米；首页一定有正文；标题按词断行，排成梯形或菱形。",
        _plain("单独行文通知", "份号密级紧急程度", "上行请示三签发人", "五签发人请示", "主送很多", "长标题题注",
               "特殊字符", "长文四级标题", "Word页面设置", "模板通知"),
    ),
    Sheet(
        "pages-joint", "联合行文：一至十二个机关",
        "同一份稿件依次列一至十二个机关：标志字号和行距逐步让出首页正文；印章成行、互不相切，末枚压日期，与正文同面。",
        tuple(Draft(_JOINT, f"{count} 个机关", _SEALED, count) for count in range(1, 13)),
    ),
    Sheet(
        "pages-joint-samples", "联合行文：样稿",
        "长短名称、大小印章、只标主办机关。",
        _plain("两部门联合通知", "三部门长名称联合通知", "五部门联合意见", "六部门大小印章", "七部门联合意见",
               "十部门成立通知", _JOINT, "只用主办机关标志"),
    ),
    Sheet(
        "pages-sign-off", "落款三种",
        "加盖印章、不加盖印章、签名章；红圈是样章，正式公文只留位置。",
        (Draft("单独行文通知", "加盖印章", _SEALED), *_plain("长名称机关样章", "联合不加盖印章", "签名章三人")),
    ),
    Sheet(
        "pages-attachments", "附件与表格",
        "附件另面编排，标识在第一行、标题在第三行；表格跨页重复表头，横排表格表头朝订口；名单对齐；另订附件单独成册。",
        _plain("单个附件", "附件与名单括注", "姓氏笔画名单", "十二个附件", "附件另订", "图片附件", "表格附件",
               "跨页表格", "横排表格多页"),
    ),
    Sheet(
        "pages-letters", "信函格式",
        "标志距上页边 30 毫米，两条红色双线长 170 毫米；首页不显示页码；版记只有抄送，没有分隔线。",
        _plain("信函商请一页", "信函复函两页", "联合信函只标主办机关"),
    ),
    Sheet(
        "pages-orders", "命令（令）格式",
        "标志距版心上边缘 20 毫米，令号居中，签名章与成文日期按 7.3.5.3。",
        _plain("命令公布办法", "联合令两人签署"),
    ),
    Sheet("pages-minutes", "纪要格式", "出席、请假、列席排在正文之下；不加盖印章。", _plain("纪要一页", "纪要四页")),
    Sheet(
        "pages-preprinted", "套打",
        "印在已有红头的纸上：版头的标志和红线留空，其余要素的位置与带红头的一份相同。",
        (Draft("单独行文通知", "带红头"), Draft("单独行文通知", "套打", {"preprinted": True}),
         Draft("信函商请一页", "信函带红头"), Draft("信函商请一页", "信函套打", {"preprinted": True})),
    ),
    Sheet(
        "pages-imprint", "版记与页码",
        "版记在最后一面，末条分隔线与版心下边缘重合；要求双页时单独一面；页码单右双左。",
        _plain("版记在单页", "版记独占双页"),
    ),
    Sheet("pages-contract", "合同", "整页表格和合同用模板自己的版面，没有公文的版头和落款。", _plain("模板合同书")),
)  # fmt: skip


def page_text() -> str:
    """docs/pages.md."""
    lines = ["# 版面一览", "", "用 `make sheets` 从 `samples/papers` 重画；图中的地名、机关、人名都是虚构的。", ""]
    for sheet in SHEETS:
        names = "、".join(dict.fromkeys(draft.sample for draft in sheet.drafts))
        lines += [f"## {sheet.title}", "", sheet.words, f"样稿：{names}。", ""]
        lines += [f"![{sheet.title}](pictures/{sheet.name}.png)", ""]
    return "\n".join(lines)


def pictured(draft: Draft, printer: printing.Printer) -> list[Image.Image]:
    """The pages of a draft."""
    folder = SAMPLES / draft.sample
    given = folder / "options.yaml"
    options = {**(YAML(typ="safe").load(given) if given.exists() else {}), **draft.options}
    if draft.organs:
        paper = drafting.read_paper_file(folder / "PAPER.yaml").paper
        paper = replace(paper, issuers=paper.issuers[: draft.organs], lead="")
        made = papers.settle(drafting.write_content(paper), paper, printer, **options)
    else:
        made = papers.draft_file(folder / "PAPER.yaml", printer, **options)
    bound = [made.pdf, *(one.pdf for one in getattr(made, "separate", ()))]
    return [Image.open(io.BytesIO(png)) for pdf in bound for png in printing.pictures(pdf, DPI)]


def drawn(sheet: Sheet, printer: printing.Printer) -> bytes:
    """The sheet as a PNG of few colours."""
    cells = list(_cells(sheet, printer))
    rows = list(_rows(cells))
    tall = [max(page.height for _, page in row) + CAPTION + MARGIN for row in rows]
    made = Image.new("RGB", (ACROSS * (WIDE + MARGIN) + MARGIN, sum(tall) + MARGIN), GROUND)
    pen, face = ImageDraw.Draw(made), ImageFont.truetype(str(_face()), 15)
    top = MARGIN
    for row, height in zip(rows, tall, strict=True):
        left = MARGIN
        for caption, page in row:
            pen.text((left, top), caption, fill=INK, font=face)
            made.paste(page, (left, top + CAPTION))
            left += WIDE + MARGIN
        top += height
    packed = io.BytesIO()
    made.quantize(palette=_palette(), dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def _cells(sheet: Sheet, printer: printing.Printer) -> Iterator[tuple[str, Image.Image]]:
    for draft in sheet.drafts:
        pages = pictured(draft, printer)
        for number, page in enumerate(pages, 1):
            size = (WIDE, round(page.height * WIDE / page.width))
            caption = f"{draft.caption or draft.sample}　{number}/{len(pages)}"
            yield caption, page.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _rows(cells: list[tuple[str, Image.Image]]) -> Iterator[list[tuple[str, Image.Image]]]:
    for start in range(0, len(cells), ACROSS):
        yield cells[start : start + ACROSS]


def _palette() -> Image.Image:
    """Greys, and the reds of a mark and a seal from full to faint: a page has no others."""
    steps = [round(255 * i / 23) for i in range(24)]
    colours = [GROUND, *((v, v, v) for v in steps), *((255, v, v) for v in steps), *((214, v, v) for v in steps[:12])]
    made = Image.new("P", (1, 1))
    made.putpalette([part for colour in colours for part in colour] + [0] * 3 * (256 - len(colours)))
    return made


def _face() -> Path:
    """A Chinese face of those the papers are printed with."""
    return next(font_folder().rglob(FACE))


def main() -> None:
    """Draw every sheet and write the page that shows them."""
    with printing.open_printer() as printer:
        for sheet in SHEETS:
            path = PICTURES / f"{sheet.name}.png"
            path.write_bytes(drawn(sheet, printer))
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")
    PAGE.write_text(page_text(), "utf-8")


if __name__ == "__main__":
    main()
