"""成品: a draft is written whole or not at all, and never over anything that is not a former draft."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from gongwen.document.findings import Finding
from gongwen.document.sheet import Measured
from gongwen.errors import BadInput, ToolMissing
from gongwen.office.pressroom import delivery, papers
from gongwen.office.pressroom.enclosing import Separate


def a_paper(mark: str, pages: int) -> papers.Typeset:
    """A paper that can be told by its mark in every file."""
    book = pikepdf.new()
    for _ in range(pages):
        book.add_blank_page(page_size=(72, 72))
    pdf = BytesIO()
    book.save(pdf, static_id=True)
    finding = Finding(rule=mark, clause="", strength="规定", severity="note", message=mark)
    return papers.Typeset(mark.encode(), pdf.getvalue(), Measured((), ()), (finding,))


def inside(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


FORMER, NEW = a_paper("前稿", 3), a_paper("新稿", 1)


@pytest.fixture
def delivered(tmp_path: Path) -> dict[str, dict[str, bytes]]:
    """What a folder holds of either paper."""
    return {
        mark: inside(delivery.deliver(made, tmp_path / "样" / mark)) for mark, made in (("前稿", FORMER), ("新稿", NEW))
    }


def test_every_file_is_there_and_a_picture_of_every_page(delivered: dict[str, dict[str, bytes]]) -> None:
    pages = [f"pages/{number:02}.png" for number in (1, 2, 3)]
    assert sorted(delivered["前稿"]) == sorted(["findings.json", "paper.docx", "paper.pdf", *pages])
    assert json.loads(delivered["前稿"]["findings.json"])[0]["rule"] == "前稿"


def test_a_new_draft_replaces_the_former_one_with_all_its_pages(tmp_path: Path, delivered) -> None:
    for made in (FORMER, NEW):
        delivery.deliver(made, tmp_path / "成品")
    assert inside(tmp_path / "成品") == delivered["新稿"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["成品", "样"]


def test_other_files_in_the_folder_stay_and_stale_pages_go(tmp_path: Path, delivered) -> None:
    folder = delivery.deliver(FORMER, tmp_path)
    (folder / "PAPER.yaml").write_text("title: 通知\n", "utf-8")
    (folder / "pages" / "批注.txt").write_text("第2页", "utf-8")
    delivery.deliver(NEW, folder)
    kept = inside(folder)
    assert kept.pop("PAPER.yaml") and kept.pop("pages/批注.txt")
    assert {name: data for name, data in kept.items() if not name.startswith("样/")} == delivered["新稿"]


def test_a_folder_that_holds_no_former_paper_loses_nothing(tmp_path: Path) -> None:
    """A person's own files may bear names that ours bear too."""
    (tmp_path / "attachment-1.docx").write_text("自己的附件", "utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "07.png").write_text("自己的图", "utf-8")
    delivery.deliver(NEW, tmp_path)
    assert {"attachment-1.docx", "pages/07.png", "paper.pdf"} <= inside(tmp_path).keys()


def test_the_folder_one_stands_in_is_not_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, delivered) -> None:
    folder = delivery.deliver(FORMER, tmp_path / "成品")
    monkeypatch.chdir(folder)
    before = folder.stat().st_ino
    delivery.deliver(NEW, Path())
    assert folder.stat().st_ino == before and inside(Path()) == delivered["新稿"]


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path, delivered) -> None:
    (tmp_path / "真").mkdir()
    (tmp_path / "成品").symlink_to("真")
    for made in (FORMER, NEW):
        delivery.deliver(made, tmp_path / "成品")
    assert (tmp_path / "成品").is_symlink() and inside(tmp_path / "真") == delivered["新稿"]


def test_the_folder_keeps_its_permissions(tmp_path: Path) -> None:
    folder = delivery.deliver(FORMER, tmp_path / "成品")
    folder.chmod(0o2775)
    assert delivery.deliver(NEW, folder).stat().st_mode & 0o7777 == 0o2775


# --- killed on the way


def killed_on_the_way(made: papers.Typeset, folder: Path, step: int) -> bool:
    """Deliver in a process that is killed as it begins its file operation of this number; False when it got through."""
    child = os.fork()
    if not child:
        left = step

        def on_the_way(event: str, _: object) -> None:
            nonlocal left
            if event.split(".")[0] in ("open", "os", "shutil", "ctypes"):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(on_the_way)
        delivery.deliver(made, folder)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.slow
@pytest.mark.parametrize("former", [True, False], ids=["over a former paper", "into a new folder"])
def test_killed_anywhere_it_leaves_one_paper_whole_and_the_next_draft_clears_up(
    tmp_path: Path, former: bool, delivered: dict[str, dict[str, bytes]]
) -> None:
    folder, seen, step = tmp_path / "成品", [], 1
    while True:
        if former:
            delivery.deliver(FORMER, folder)
        killed = killed_on_the_way(NEW, folder, step)
        seen.append(inside(folder) if folder.exists() else None)
        if not killed:
            break
        step += 1
        delivery.deliver(NEW, tmp_path / "别处")
        assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
        if not former and folder.exists():
            folder.rename(tmp_path / f"做完{step}")
    whole = [delivered["前稿"] if former else None, delivered["新稿"]]
    assert all(state in whole for state in seen)
    assert step > 10 and whole[0] in seen and seen[-1] == whole[1]


@pytest.mark.slow
def test_killed_in_a_folder_with_other_files_the_next_draft_makes_it_whole(tmp_path: Path, delivered) -> None:
    """There the files change one by one: findings.json stands only beside a whole paper."""
    step, killed = 1, True
    folder = tmp_path / "成品"
    while killed:
        delivery.deliver(FORMER, folder)
        (folder / "PAPER.yaml").write_text("title: 通知\n", "utf-8")
        killed = killed_on_the_way(NEW, folder, step)
        state = inside(folder)
        state.pop("PAPER.yaml")
        visible = {name: data for name, data in state.items() if not name.startswith(".")}
        assert "findings.json" not in visible or visible in delivered.values()
        delivery.deliver(NEW, folder)
        assert inside(folder).keys() == {*delivered["新稿"], "PAPER.yaml"}
        step += 1
    assert step > 12


# --- where it cannot be


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "成品").write_text("别的", "utf-8")
    for place in (tmp_path / "成品", tmp_path / "成品" / "下级"):
        with pytest.raises(BadInput, match="是一个文件，不是文件夹，请换一个 --out。"):
            delivery.check(place)
    assert (tmp_path / "成品").read_text("utf-8") == "别的"


def test_a_folder_in_the_place_of_a_file_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf" / "我的").mkdir(parents=True)
    with pytest.raises(BadInput, match=r"里面的 paper\.pdf 不是成品，请移走或换一个 --out。"):
        delivery.deliver(NEW, tmp_path)
    assert (tmp_path / "paper.pdf" / "我的").is_dir()


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "圈").symlink_to("圈")
    with pytest.raises(BadInput, match="链接绕成了圈"):
        delivery.check(tmp_path / "圈")


def test_a_path_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="路径过长"):
        delivery.check(tmp_path / ("很长的名字" * 60))


@pytest.mark.parametrize(
    ("number", "family", "said"),
    [
        (errno.ENOSPC, ToolMissing, "磁盘空间不够"),
        (errno.EROFS, BadInput, "没有在那里写文件的权限"),
        (errno.EIO, BadInput, "没有写到"),
    ],
)
def test_what_the_file_system_refuses_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, family: type[Exception], said: str
) -> None:
    def refuse(path: Path, *_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_text", refuse)
    with pytest.raises(family, match=said):
        delivery.deliver(NEW, tmp_path / "深" / "成品")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_permission_is_told_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is root may write everywhere, so the answer of the system is put here."""
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    with pytest.raises(BadInput, match="没有在那里写文件的权限，请换一个 --out 或请管理员开放权限。"):
        delivery.check(tmp_path / "成品")


# --- attachments that are bound by themselves


def test_attachments_bound_by_themselves_stand_beside_the_paper_and_go_with_it(tmp_path: Path) -> None:
    apart = (Separate("attachment-2", b"docx", b"pdf"),)
    folder = tmp_path / "成品"
    delivery.deliver(replace(FORMER, separate=apart), folder)
    assert (folder / "attachment-2.docx").read_bytes() == b"docx" and (folder / "attachment-2.pdf").is_file()
    delivery.deliver(NEW, folder)
    assert not list(folder.glob("attachment-*")), "a former paper's attachment is gone with it"


def test_stale_attachments_go_also_where_other_files_stay(tmp_path: Path) -> None:
    folder = tmp_path / "成品"
    folder.mkdir()
    (folder / "附记.txt").write_text("留", encoding="utf-8")
    for number in (2, 3):
        delivery.deliver(replace(NEW, separate=(Separate(f"attachment-{number}", b"docx", b"pdf"),)), folder)
    names = {one.name for one in folder.iterdir()}
    ours = {"attachment-3.docx", "attachment-3.pdf", "findings.json", "pages", "paper.docx", "paper.pdf"}
    assert names == {"附记.txt", *ours}
