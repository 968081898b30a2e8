"""核稿: `gongwen proof`, any paper measured and held against the rules, ours or made elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli.desk import Json, say
from gongwen.document.facts import Facts
from gongwen.document.findings import Finding
from gongwen.office import clock
from gongwen.office.paperwork import context
from gongwen.office.pressroom import checking, papers

WORDS = {"error": "错误", "warning": "警告", "note": "提示", "off": "不查"}


def proof(
    file: Annotated[
        Path | None, typer.Argument(help="要核对的公文：.pdf，或 .docx（先印成 PDF）。", show_default=False)
    ] = None,
    paper: Annotated[
        Path | None, typer.Option("--paper", help="稿件文件 PAPER.yaml；写了就连内容一起核对。", show_default=False)
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", help="规则配置：随带的名称，或自己的文件（.yaml）。不写就是国家标准。"),
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option("--pictures", help="把有问题的页画成图，放到这个文件夹。", show_default=False)
    ] = None,
    preprinted: Annotated[bool, typer.Option("--preprinted", help="套打的公文：红头已在纸上，不在文件里。")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="不核对文件，列出全部规则（连同 --profile 的改动）。")] = False,
    home: Annotated[
        Path | None,
        typer.Option("--home", help="办公文件夹；写了就连职务和代字一起按它的名册核对。", show_default=False),
    ] = None,
    as_json: Json = False,
) -> int:
    """核对一份公文的版面：逐页实测，每个问题说明页、依据的条款、实测和应有的数值。"""
    if rules:
        _list(checking.rules_in_force(profile), as_json=as_json)
        return 0
    if file is None:
        raise typer.BadParameter("请写要核对的文件", param_hint="FILE")
    if pictures:
        checking.check_folder(pictures)
    known = _known(home)
    with door.progress_console.status("读取文件") as doing, papers.press() as press:
        printer = papers.Telling(press, doing.update)
        proofed = checking.proof_file(file, printer, paper=paper, profile=profile, preprinted=preprinted, facts=known)
        drawn = checking.draw(proofed, pictures) if pictures else []
    if as_json:
        door.print_json([finding.as_dict() for finding in proofed.findings])
    else:
        _tell(proofed)
        if pictures:
            say(f"{len(drawn)} 页有问题，图在 {pictures}" if drawn else "没有发现问题，不用画图。")
    return checking.exit_code(proofed.findings)


def _known(home: Path | None) -> Facts | None:
    """What the office in that folder knows: its roster, whose a 代字 is."""
    if home is None:
        return None
    door.open_office(home)
    return context.known(clock.day_of(door.now()))


def _list(rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """The rules as JSON, or as a rule profile that one can keep the wanted lines of."""
    if as_json:
        door.print_json(rows)
        return
    say("rules:")
    for row in rows:
        lengths = "".join(f", {key}: {row[key]:g}" for key in ("wanted", "tolerance") if row[key] is not None)
        layer = f"，{row['layer']}" if row["layer"] != "national" else ""
        basis = f"{row['clause']}，{row['strength']}{layer}"
        say(f"  {row['rule']}: {{severity: {WORDS[row['severity']]}{lengths}}}  # {basis}")


def _tell(proofed: checking.Proofed) -> None:
    for finding, pages in checking.gathered(proofed.in_order):
        for line in told(proofed.file, finding, pages):
            say(line)
    if proofed.findings:
        say("")
    counts = "、".join(f"{count} 个{WORDS[word]}" for word, count in proofed.counts.items())
    printed = "，由本机排版程序印出后核对" if proofed.printed else ""
    say(f"{proofed.file}：{counts}；共 {proofed.pages} 页{printed}；按{judged_by(proofed)}判断。")
    if not proofed.official:
        say(
            "这份文件看不出是公文（没有发文机关标志、发文字号和主送机关，或者是表格、合同），只核对了纸张、字体和文字。"
        )
    if proofed.as_word_sets_it:
        say("各页首行位置与 Word 页面设置 37/35 毫米一致；本单位按这种设置排版的，请加 --profile word-37-35 再核对。")


def told(file: Path, finding: Finding, pages: Sequence[int] = ()) -> list[str]:
    """A finding as lines: place, severity, sentence, clause, strength and rule; then the figures where it has not said
    them, what it follows from, which layer decided, and the other pages that have it too."""
    place = f"{file}:{finding.page}" if finding.page else f"{file}"
    basis = f"（{finding.clause}，{finding.strength}）[{finding.rule}]"
    lines = [f"{place}: {WORDS[finding.severity]}: {finding.message}{basis}"]
    silent = [text for text in (finding.found, finding.wanted) if text and text not in finding.message]
    if silent:
        lines.append(f"    实际：{finding.found}；应为：{finding.wanted}")
    if finding.because:
        lines.append(f"    由 {finding.because} 引起，那一处改好再看")
    if finding.layer:
        lines.append(f"    这一条由规则配置「{finding.layer}」决定")
    if pages:
        lines.append(f"    第{'、'.join(map(str, pages))}页也是这样")
    return lines


def judged_by(proofed: checking.Proofed) -> str:
    """The rule profile and the page set-up in one phrase, with the rules that it leaves out."""
    profile = proofed.profile
    named = f"「{profile.title}」" if profile.name == "national" else f"规则配置「{profile.name}」（{profile.title}）"
    off = f"，其中 {'、'.join(profile.switched_off)} 不查" if profile.switched_off else ""
    usual = proofed.geometry.name in ("national", profile.name)
    geometry = "" if usual else f"和版面配置「{proofed.geometry.name}」"
    return f"{named}{geometry}{off}"
