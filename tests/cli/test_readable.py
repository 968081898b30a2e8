"""看得清: what the commands print fits a plain 80-column window, and a wrongly written command is told in Chinese."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from rich.cells import cell_len
from rich.console import Console

from gongwen.cli import desk as door
from gongwen.cli import main
from gongwen.office.paperwork import number_page
from gongwen.office.watching import views

WIDTH = 80
ROW = {
    "code": "QHBF-2026-003",
    "project": "QHBF-2026-003",
    "flow": "FW-2026-016",
    "template": "领导小组成立通知",
    "title": "青禾市民政局等十部门关于云台区失能人员家庭居家照护救助项目评估结果的通报",
    "kind": "项目救助",
    "stage": "复查认定",
    "due": "2026-10-27",
    "grade": "不合格",
    "number": "青帮办〔2026〕12号",
    "reference": "青帮办〔2026〕12号",
    "state": "已用",
    "date": "2026-10-27",
    "at": "2026-10-27",
    "by": "周晓岚",
    "actor": "周晓岚",
    "action": "按不到位转评估",
    "target": "复查认定",
    "reason": "整改期限已过，资金仍未补足，项目单位没有提出可行的补足安排。",
    "serial": "116至117",
    "about": "全市困难家庭冬季取暖救助工作通知",
    "approver": "陆文渊",
    "day": "2026-10-27",
    "entry": "12345",
    "note": "石磊，2026-10-27",
}
TABLES = [
    views.PROJECT_COLUMNS, views.ENDED_COLUMNS, views.PAPER_COLUMNS, views.OWN_PAPER_COLUMNS, views.ISSUED_COLUMNS,
    number_page.NUMBER_COLUMNS, number_page.EXPLAINED_COLUMNS, views.EVENT_COLUMNS,
]  # fmt: skip


@pytest.mark.parametrize("columns", TABLES, ids=lambda columns: "、".join(columns.values()))
def test_a_table_fits_the_window_and_breaks_no_code_number_or_date(columns, monkeypatch):
    window = Console(file=io.StringIO(), width=WIDTH)
    monkeypatch.setattr(door, "console", window)
    door.show([ROW], columns, as_json=False)
    printed = window.file.getvalue()
    whole = [ROW[key] for key in columns if key not in door.FOLDING]
    assert [word for word in whole if word not in printed] == []
    assert max(cell_len(line) for line in printed.splitlines()) <= WIDTH


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["立项"], "没有这个命令 '立项'"),
        (["project", "open"], "缺少 'title'"),
        (["project", "list", "--nosuch"], "没有这个选项: --nosuch"),
        (["journal", "verify", "多余"], "多出了 (多余)"),
        (["workflow", "show", "project", "--form", "gif"], "填写有误 '--form'"),
    ],
)
def test_a_wrongly_written_command_is_one_sentence_and_exit_code_2(written, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(written)
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert told.err.startswith("命令写法有误：")
    assert said in told.err


def test_square_brackets_in_a_title_are_printed_as_they_are(monkeypatch):
    """A title is a title, not a command to the terminal."""
    window = Console(file=io.StringIO(), width=WIDTH, highlight=False, markup=door.console._markup)
    monkeypatch.setattr(door, "console", window)
    door.say("《[red]关于走访的通知[/red]》")
    door.show([ROW | {"title": "[b]通知[/b]"}], {"title": "标题"}, as_json=False)
    assert "《[red]关于走访的通知[/red]》" in window.file.getvalue()
    assert "[b]通知[/b]" in window.file.getvalue()


@pytest.mark.slow
def test_a_terminal_that_knows_no_chinese_is_no_failure():
    """A title cannot be shown there; the command has done its work all the same."""
    surroundings = {**os.environ, "PYTHONIOENCODING": "ascii:strict"}
    done = subprocess.run(
        [sys.executable, "-c", "from gongwen.cli import main; main()", "workflow", "list"],
        env=surroundings,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u" in done.stdout
