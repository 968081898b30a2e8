"""旧办公室: a small office as an earlier version of the program left it; run with that version on the Python path.

git worktree add /somewhere COMMIT
PYTHONPATH=/somewhere/src python tests/registry/offices/make_office.py OFFICE.tar.xz
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import gongwen
from gongwen import registry
from gongwen.registry import Decision, JobOrder, OrganRow

NOW = datetime(2025, 12, 30, 1, 30, tzinfo=UTC)
BY = {"actor": "周敏", "now": NOW}
SHIPPED = Path(gongwen.__file__).parents[2]


def main(out: Path) -> None:
    """One project on its way, another withdrawn; numbers of two years, opinions, files of every kind."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "office"
        registry.create(home, now=NOW)
        found()
        first, second = (a_case(title) for title in ("临溪县困难家庭经济帮扶", "望山区中秋走访"))
        take(first, "提交", "审核", "draft", "number", data={"amount": "50000.00"})
        numbered(first, "批复", "青卫", 2025, "关于同意立项的批复")
        do_the_job()
        take(second, "撤回申报", "已撤回", ends=True)
        numbered(first, "通知", "青卫", 2026, "关于开展监督检查的通知")
        numbered(first, "通报", "青卫", 2026, "关于监督检查情况的通报")
        registry.amend_case(first, {"households": 13}, why="更正户数", **BY)
        registry.verify_journal()
        registry.close()
        with tarfile.open(out, "w:xz", preset=9) as packed:
            packed.add(home, "office", filter=nobody)


def found() -> None:
    """Profile, an organ, two people in their posts, the shipped flow and a template."""
    registry.set_profile({"office": {"name": "青禾市帮扶办", "case_prefix": "QHBF"}}, **BY)
    registry.add_organ(OrganRow(name="青禾市卫生健康委员会", short="市卫生健康委", codes={"文件": "青卫"}), **BY)
    for person, roles in (("何正平", ("负责人", "签发人")), ("周敏", ("经办人",))):
        registry.add_person(person, **BY)
        registry.appoint(person, "青禾市卫生健康委员会", "主任", roles, date(2025, 1, 1), **BY)
    flow = (SHIPPED / "workflows" / "project.yaml").read_bytes()
    registry.publish("workflow", "project", {"project.yaml": flow}, **BY)
    registry.publish("template", "立项批复", {"template.docx": b"PK", "fields.yaml": b"name: x"}, **BY)


def a_case(title: str) -> str:
    """A project at its first stage."""
    flow, _ = registry.published("workflow", "project")
    return registry.open_case(
        workflow="project", workflow_hash=flow.hash, stage="申报", title=title, kind="经济帮扶", unit="临溪县民政局",
        data={"households": 12}, code_prefix="QHBF", door="命令行", **BY,
    ).code  # fmt: skip


def take(code: str, action: str, target: str, *steps: str, **changes: object) -> None:
    """A move as the engine would decide it."""

    def decide(case):
        owed = tuple(JobOrder(step) for step in steps)
        return Decision(action=action, source=case.stage, target=target, jobs=owed, **changes)

    registry.move(code, decide, door="命令行", system_user="office", form={"理由": action}, key=f"{code}{action}", **BY)


def do_the_job() -> None:
    """The first owed step done; the second stays owed."""
    job = registry.claim("经办", NOW, 60)
    registry.finish(job, NOW, lambda: None)


def numbered(code: str, kind: str, of: str, year: int, title: str) -> None:
    """A paper drafted, signed, numbered, typeset and issued."""
    at = NOW + timedelta(days=(year - 2025) * 7)
    paper = registry.add_paper(
        case=code, template="立项批复", template_hash="t1", kind=kind, title=title, occasion="提交",
        inputs={"amount": "50000.00"}, actor="周敏", now=at,
    )  # fmt: skip
    draft = registry.add_version(paper.id, docx=f"{title} 稿".encode(), origin="template", actor="周敏", now=at)
    registry.add_opinion(paper.id, "何正平", "签发", "同意。", draft.docx_sha, at)
    registry.take_number(paper.id, of, year, actor="周敏", now=at)
    registry.add_version(
        paper.id, docx=f"{title} 印".encode(), pdf=f"%PDF {title}".encode(), origin="registration", actor="周敏", now=at
    )
    registry.set_paper(paper.id, issued_on=at.date(), filed=True, actor="周敏", now=at)


def nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whoever ran this is not the office's business."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    main(Path(sys.argv[1]))
