"""拟稿: `gongwen draft`, papers from files without any office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import say
from gongwen.office.pressroom import delivery, papers


def draft(
    paper: Annotated[Path, typer.Argument(help="文稿文件 PAPER.yaml。")],
    out: Annotated[Path, typer.Option("--out", help="成品放到这个文件夹。")],
    template: Annotated[str | None, typer.Option("--template", help="改用这个模板。")] = None,
    rough: Annotated[
        Path | None, typer.Option("--from", help="正文取自这份原稿（.docx 或文本文件），文稿文件不再写正文。")
    ] = None,
    profile: Annotated[
        str | None, typer.Option("--profile", help="改用这种版面配置：national（国标）、word-37-35。")
    ] = None,
    sample_seals: Annotated[bool, typer.Option("--sample-seals", help="在用印处画红色样章，供看版式。")] = False,
    preprinted: Annotated[
        bool, typer.Option("--preprinted", help="套打：省去版头红色部分，印在预印红头纸上，其余位置不变。")
    ] = False,
) -> int:
    """按 PAPER.yaml 排出一份文书：paper.docx、paper.pdf、findings.json 和每页图片。"""
    delivery.check(out)
    with door.progress_console.status("读取文稿") as doing, papers.press() as press:
        press.get_ready()  # LibreOffice starts while the paper is read and drafted
        printer = papers.Telling(press, doing.update)
        made = papers.draft_file(
            paper,
            printer,
            template=template,
            rough=rough,
            profile=profile,
            sample_seals=sample_seals,
            preprinted=preprinted,
        )
        doing.update("写出成品")
        folder = delivery.deliver(made, out)
    say(f"《{made.title or paper.stem}》共 {made.measured.pages} 页，排了 {made.passes} 遍，成品在 {folder}")
    if made.separate:
        say(f"另订附件：{'、'.join(one.name for one in made.separate)}（各有 docx 和 pdf）")
    _tell_draft(made)
    _tell_layout(made)
    if preprinted:
        say("已省去版头红色部分，请用预印红头纸打印。")
    for finding in made.findings:
        if finding.severity != "note":
            say(f"  第{finding.page or '—'}页 {finding.message}（{finding.clause}，{finding.strength}）")
    return 1 if papers.has_error(made.findings) else 0


def _tell_draft(made: papers.Typeset) -> None:
    """What was accepted, changed or left out of the draft."""
    if made.told:
        say("原稿：")
    for sentence in made.told:
        say(f"  {sentence}")


def _tell_layout(made: papers.Typeset) -> None:
    """Which page set-up was used, and what gave way on it."""
    if made.geometry:
        say(f"版面：{made.geometry.told}")
    if made.conceded:
        say(f"为在规定之内排下，作了取舍：{'、'.join(made.conceded)}。")
