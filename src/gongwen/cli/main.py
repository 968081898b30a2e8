"""总入口: all commands, and the one place where an error family becomes an exit code."""

from __future__ import annotations

import io
import sys
import traceback

import typer

from gongwen.cli import (
    account,
    archive,
    calendar,
    demo,
    dispatch,
    draft,
    founding,
    journal,
    keeping,
    meeting,
    numbers,
    organ,
    paper,
    project,
    proof,
    roster,
    serve,
    staff,
    template,
    todo,
    workflow,
)
from gongwen.errors import Broken, GongwenError
from gongwen.office.staffing import privacy

WRONG_USAGE, INTERRUPTED = 2, 130
DEBUG = "--debug"
USAGE_WORDS = {
    "No such command": "没有这个命令",
    "No such option": "没有这个选项",
    "Missing argument": "缺少",
    "Missing parameter:": "缺少",
    "Missing option": "缺少选项",
    "Invalid value for": "填写有误",
    "Got unexpected extra argument(s)": "多出了",
}

app = typer.Typer(
    name="gongwen",
    help="公文：领导小组办公室办理帮扶救助项目的全过程系统。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("draft")(draft.draft)
app.command("proof")(proof.proof)
app.command("init")(founding.init)
app.command("doctor")(founding.doctor)
app.command("backup")(keeping.backup)
app.command("restore")(keeping.restore)
app.command("upgrade")(keeping.upgrade)
app.command("todo")(todo.todo)
app.command("serve")(serve.serve)
app.command("worker")(serve.worker)
app.add_typer(project.app, name="project")
for step in (dispatch.show, dispatch.recipients, dispatch.send, dispatch.receive, dispatch.overdue, dispatch.sheet):
    paper.app.command(step.__name__)(step)
app.add_typer(paper.app, name="paper")
app.add_typer(workflow.app, name="workflow")
app.add_typer(template.app, name="template")
app.add_typer(archive.app, name="archive")
app.add_typer(journal.app, name="journal")
app.add_typer(numbers.app, name="number")
app.add_typer(calendar.app, name="calendar")
app.add_typer(roster.app, name="roster")
app.add_typer(meeting.app, name="meeting")
app.add_typer(organ.app, name="organ")
app.add_typer(staff.app, name="person")
app.add_typer(account.app, name="account")


@app.callback()
def _options(debug: bool = typer.Option(False, DEBUG, help="出错时附上程序的追踪信息。")) -> None:
    """公文：领导小组办公室办理帮扶救助项目的全过程系统。"""


UNEXPECTED = "已经记录的事不受影响，可以重试；还不行的，加上 --debug 再做一次，把显示的内容交给维护人员。"


def main(arguments: list[str] | None = None) -> None:
    """Run one command; every refusal is one Chinese sentence on standard error and the family's exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    words = [word for word in given if word != DEBUG]  # one option of all commands, wherever it is written
    _never_stumble_over_a_character()
    try:
        code = app(args=words, standalone_mode=False)
    except GongwenError as error:
        _tell(error, words, debug=words != given)
        sys.exit(error.exit_code)
    except typer.TyperException as error:
        _tell_usage(error)
        sys.exit(WRONG_USAGE)
    except typer.Abort:
        sys.exit(INTERRUPTED)
    except Exception as error:  # the last resort: a clerk gets a sentence, the maintainer the trace on demand
        trouble = Broken(f"程序出错，这一步没有办成（{type(error).__name__}：{error}）。{UNEXPECTED}")
        trouble.__cause__ = error
        _tell(trouble, words, debug=words != given)
        sys.exit(trouble.exit_code)
    sys.exit(code if isinstance(code, int) else 0)


def _never_stumble_over_a_character() -> None:
    """What the terminal cannot show (a file name in another encoding, Chinese where only ASCII is known) is escaped; it
    must not make a failure of what has been done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _tell(error: GongwenError, about: list[str], *, debug: bool) -> None:
    """The error's sentences; what they may quote of people in the cases the command was about is masked."""
    if debug:
        print(privacy.discreet("".join(traceback.format_exception(error)), about), end="", file=sys.stderr)
    for sentence in error.faults:
        print(privacy.discreet(sentence, about), file=sys.stderr)


def _tell_usage(error: typer.TyperException) -> None:
    """One sentence for a command written wrongly; without any command the help has been shown already."""
    said = error.format_message()
    for english, chinese in USAGE_WORDS.items():
        said = said.replace(english, chinese)
    if said:
        told = privacy.plain_text(said.rstrip("."))
        print(f"命令写法有误：{told}。加上 --help 可以看用法。", file=sys.stderr)
