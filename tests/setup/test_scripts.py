"""The browser scripts: fetched once, known by their hash, whole or not there; a small stand-in plays npm."""

from __future__ import annotations

import hashlib
import importlib
import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT, LICENCE = b"window.htmx = {}\n", b"Zero-Clause BSD\n"


def pack(target: Path, **members: bytes) -> None:
    """What `npm pack` leaves: a compressed archive whose members lie under package/."""
    with tarfile.open(target, "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


class Npm:
    """What the registry would give: `gives` by package; what was asked for is kept."""

    def __init__(self) -> None:
        self.gives = {"htmx.org@2": {"script": SCRIPT, "licence": LICENCE}, "axe-core@4": {"script": b"axe"}}
        self.asked: list[str] = []

    def run(self, command: list, failure: str, **variables: str) -> None:
        self.asked.append(command[2])
        pack(Path(command[-1]) / "packed.tgz", **self.gives[command[2]])


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> Npm:
    module, stand_in = importlib.import_module("npm"), Npm()
    monkeypatch.setattr(module.told, "run", stand_in.run)
    monkeypatch.setattr(module.shutil, "which", lambda name: name)
    return stand_in


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, npm: Npm) -> ModuleType:
    """The step in folders of its own, with one small package for the screens and one for the tests."""
    module = importlib.import_module("scripts")
    monkeypatch.setattr(module, "WORK", tmp_path / "work")
    htmx = (
        module.File("htmx.min.js", "package/script", hashlib.sha256(SCRIPT).hexdigest()),
        module.File("htmx.LICENSE.txt", "package/licence", hashlib.sha256(LICENCE).hexdigest()),
    )
    axe = (module.File("axe.min.js", "package/script", hashlib.sha256(b"axe").hexdigest()),)
    monkeypatch.setattr(module, "FOR_SCREENS", (module.Package("htmx.org@2", tmp_path / "vendor", htmx),))
    monkeypatch.setattr(module, "FOR_TESTS", (module.Package("axe-core@4", tmp_path / "axe", axe),))
    return module


def test_scripts_and_their_licences_are_fetched_once(scripts: ModuleType, npm: Npm, tmp_path: Path, capsys):
    scripts.prepare(dev=False)
    scripts.prepare(dev=False)
    assert npm.asked == ["htmx.org@2"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "vendor").iterdir()} == {
        "htmx.min.js": SCRIPT,
        "htmx.LICENSE.txt": LICENCE,
    }
    assert capsys.readouterr().err.count("下载网页脚本") == 1


def test_what_judges_the_screens_is_fetched_for_the_tests_alone(scripts: ModuleType, npm: Npm, tmp_path: Path):
    scripts.prepare(dev=False)
    assert not (tmp_path / "axe").exists()
    scripts.prepare(dev=True)
    assert (tmp_path / "axe" / "axe.min.js").read_bytes() == b"axe"
    assert npm.asked == ["htmx.org@2", "axe-core@4"]


def test_a_script_that_is_not_the_recorded_one_is_refused_and_none_is_placed(
    scripts: ModuleType, npm: Npm, tmp_path: Path
):
    npm.gives["htmx.org@2"] = {"script": SCRIPT, "licence": b"something else"}
    with pytest.raises(importlib.import_module("told").Stop, match=r"htmx.LICENSE.txt 与记录的 SHA-256 不符"):
        scripts.prepare(dev=False)
    assert not (tmp_path / "vendor").exists()


@pytest.mark.parametrize("harm", [SCRIPT[:5], b""])
def test_a_half_written_file_is_fetched_again(scripts: ModuleType, npm: Npm, tmp_path: Path, harm: bytes):
    scripts.prepare(dev=False)
    (tmp_path / "vendor" / "htmx.min.js").write_bytes(harm)
    scripts.prepare(dev=False)
    assert (tmp_path / "vendor" / "htmx.min.js").read_bytes() == SCRIPT
    assert npm.asked == ["htmx.org@2"] * 2


def test_a_missing_licence_is_fetched_again(scripts: ModuleType, npm: Npm, tmp_path: Path):
    scripts.prepare(dev=False)
    (tmp_path / "vendor" / "htmx.LICENSE.txt").unlink()
    scripts.prepare(dev=False)
    assert (tmp_path / "vendor" / "htmx.LICENSE.txt").read_bytes() == LICENCE


def test_files_copied_from_another_machine_need_no_network(scripts: ModuleType, npm: Npm, tmp_path: Path):
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "htmx.min.js").write_bytes(SCRIPT)
    (tmp_path / "vendor" / "htmx.LICENSE.txt").write_bytes(LICENCE)
    scripts.prepare(dev=False)
    assert npm.asked == []


def test_without_network_one_sentence_says_what_to_do(scripts: ModuleType, npm: Npm, monkeypatch, tmp_path: Path):
    told = importlib.import_module("told")

    def offline(command: list, failure: str, **variables: str) -> None:
        raise told.Stop(failure)

    monkeypatch.setattr(told, "run", offline)
    with pytest.raises(told.Stop) as stopped:
        scripts.prepare(dev=False)
    assert str(stopped.value) == (
        f"下载网页脚本 htmx.org@2 没有成功，请检查网络后重试，或从备好的机器拷来 {tmp_path / 'vendor'}："
    )


def test_a_folder_that_cannot_be_written_is_named(scripts: ModuleType, tmp_path: Path):
    (tmp_path / "vendor").write_text("a file where the folder should be")
    with pytest.raises(importlib.import_module("told").Stop, match=r"网页脚本写不到 .*vendor"):
        scripts.prepare(dev=False)


def test_without_npm_one_is_borrowed_and_given_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    module, done = importlib.import_module("npm"), []
    monkeypatch.setattr(module, "BORROWED", tmp_path / "npm")
    monkeypatch.setattr(module.shutil, "which", lambda name: None)

    def pip(command: list, failure: str, **variables: str) -> None:
        done.append(command)
        command[command.index("--target") + 1].mkdir()

    monkeypatch.setattr(module.told, "run", pip)
    module.ready()
    module.ready()
    assert len(done) == 1 and "--require-hashes" in done[0]
    assert module.npm()[-1] == tmp_path / "npm"
    module.give_back()
    assert list(tmp_path.iterdir()) == []


def test_every_script_has_its_licence_beside_it():
    module = importlib.import_module("scripts")
    for package in module.FOR_SCREENS + module.FOR_TESTS:
        assert [file.name for file in package.files if file.name.endswith(".LICENSE.txt")]
        assert package.source.rpartition("@")[2].count(".") == 2, "an exact version"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing but the set-up, and an npm that takes a moment and notes each time it is started."""
    shutil.copytree(ROOT / "setup", tmp_path / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    pack(tmp_path / "packed.tgz", script=SCRIPT)
    (tmp_path / "bin").mkdir()
    npm = tmp_path / "bin" / "npm"
    npm.write_text(
        f'#!/bin/sh\necho started >> "{tmp_path}/started"\nsleep 0.5\n'
        f'for last; do :; done\ncp "{tmp_path}/packed.tgz" "$last/"\n'
    )
    npm.chmod(0o755)
    return tmp_path


def fetching(checkout: Path) -> subprocess.Popen[bytes]:
    """One set-up of the checkout's scripts, as `prepare.py` does it: under the lock."""
    steps = (
        "import scripts; from told import locked\n"
        f"file = scripts.File('htmx.min.js', 'package/script', '{hashlib.sha256(SCRIPT).hexdigest()}')\n"
        "scripts.FOR_SCREENS = (scripts.Package('htmx.org@2.0.0', scripts.VENDOR, (file,)),)\n"
        "with locked(): scripts.prepare(dev=False)\n"
    )
    path = f"{checkout / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        [sys.executable, "-c", steps], cwd=checkout / "setup", env={**os.environ, "PATH": path}, start_new_session=True
    )


@pytest.mark.slow
def test_a_killed_run_leaves_nothing_half_done_and_two_runs_fetch_once(checkout: Path):
    killed = fetching(checkout)
    give_up = time.monotonic() + 30
    while not (checkout / "started").exists():
        assert time.monotonic() < give_up and killed.poll() is None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert not list((checkout / "src").rglob("*.js"))
    side_by_side = [fetching(checkout), fetching(checkout)]
    assert [run.wait(30) for run in side_by_side] == [0, 0]
    assert (checkout / "started").read_text().count("started") == 2  # the killed one's, and one for both
    vendor = checkout / "src" / "gongwen" / "web" / "static" / "vendor"
    assert [path.read_bytes() for path in vendor.iterdir()] == [SCRIPT]
    assert [path.name for path in (checkout / "build").iterdir()] == ["setup.lock"]
