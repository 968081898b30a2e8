"""演示: `gongwen demo`, a whole office on sample data, shown as it happens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gongwen.cli import desk as door
from gongwen.cli.desk import say
from gongwen.office import demo as demonstration
from gongwen.office import demo_accounts
from gongwen.office.pressroom import papers
from gongwen.office.watching import views


def demo(
    home: Annotated[Path, typer.Option("--home", help="演示办公室的文件夹。")] = Path("demo-office"),
    out: Annotated[Path | None, typer.Option("--out", help="成品文件夹；不写时为办公文件夹下的「成品」。")] = None,
) -> int:
    """用虚构的青禾市走完一年：领导小组成立，项目从立项到归档，全部文书和案卷。"""
    folder = out or home / "成品"
    with papers.press() as printer, _bar() as bar:
        task = bar.add_task("准备", total=None)
        shown = demonstration.run(
            home,
            folder,
            printer,
            begin=lambda count: bar.update(task, total=count),
            told=lambda what: bar.update(task, description=what),
            done=lambda: bar.advance(task),
        )
    _tell(shown)
    return 1 if shown.faults else 0


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=door.progress_console,
    )


def _tell(shown: demonstration.Shown) -> None:
    door.show(shown.projects, views.ENDED_COLUMNS, as_json=False, title="项目")
    issued = [row for row in shown.papers if row["number"]]
    door.show(issued, views.ISSUED_COLUMNS, as_json=False, title="已编号的公文")
    say(f"文书共 {len(shown.papers)} 份，DOCX 和 PDF 在 {shown.out / '文书'}")
    for made in shown.bundles:
        say(f"案卷 {made.folder}：{made.items} 件，阅览本 {made.pages} 页")
    for fault in shown.faults:
        say(fault)
    say("案卷核验未通过。" if shown.faults else "案卷全部核验通过。")
    for one in demo_accounts.shown():
        say(f"演示账号 {one.login}，密码 {one.password}：{one.person}，{one.does}")
    if shown.already:
        say(f"这个演示此前已经做完（{shown.home}），这次没有改动任何记录；要重做请换一个 --home。")
