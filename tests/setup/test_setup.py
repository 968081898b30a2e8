"""What the set-up decides and says; that it works on a fresh machine is shown by `make` on one, not here."""

from __future__ import annotations

import importlib
import io
import re
import tarfile
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from gongwen.printing.faces import FONT_FILES
from kit import browser

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "setup/build.lock", "setup/npm.lock")


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_every_recipe_of_the_makefile_is_listed_with_a_comment():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert phony
    assert re.findall(r"^([a-z]+):  ## \S", makefile, re.M) == phony[1].split()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_and_hashes_everything_and_names_no_host(name: str):
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.M))
    assert all(re.match(r"[a-z0-9.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries if entry.strip())
    assert not re.search(r"https?:|file:|index-url|find-links", text)


def test_the_locks_hold_every_package_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
        "setup/build.lock": project["dependency-groups"]["build"],
        "setup/npm.lock": project["dependency-groups"]["npm"],
    }
    for name, requirements in wanted.items():
        locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / name).read_text("utf-8"), re.M))
        assert {plain_name(each) for each in requirements} <= locked


def plain_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[ \[<>=!~;]", requirement)[0]).lower()


def test_only_what_is_not_here_is_asked_for():
    programs = script("programs")
    assert programs.missing_packages(dev=True, present=lambda package: True) == []
    assert programs.missing_packages(present=lambda package: package != "graphviz") == ["graphviz"]


def test_java_and_chromium_are_asked_for_by_the_tests_only():
    """The office runs without both; PDFBox Preflight judges in the tests whether its PDF/A-1b is one."""
    programs = script("programs")
    nothing = {"present": lambda package: False}
    for_tests = set(programs.missing_packages(dev=True, **nothing)) - set(programs.missing_packages(**nothing))
    java = {"default-jre-headless", "libpdfbox2-java", "libactivation-java", "libjaxb-api-java"}
    assert for_tests == java | {"chromium", "chromium-l10n", "libatomic1"}


def test_the_chromium_that_the_tests_start_is_the_one_that_is_looked_for():
    assert str(script("programs").CHROMIUM) == browser.CHROMIUM


def test_without_root_one_sentence_names_the_command():
    advice = script("programs").advice(["python3-uno", "graphviz"], apt=True)
    assert advice.endswith("sudo apt-get install --no-install-recommends python3-uno graphviz")
    assert "没有 apt-get" in script("programs").advice(["graphviz"], apt=False)


def test_without_root_the_set_up_stops_with_that_sentence(monkeypatch: pytest.MonkeyPatch):
    programs = script("programs")
    monkeypatch.setattr(programs, "missing_packages", lambda *, dev: ["graphviz"])
    monkeypatch.setattr(programs.os, "geteuid", lambda: 1000)
    with pytest.raises(script("told").Stop, match="graphviz"):
        programs.prepare(dev=False)


def test_what_is_installed_for_the_tests_alone_is_called_so(monkeypatch: pytest.MonkeyPatch, capsys):
    programs, asked = script("programs"), []
    monkeypatch.setattr(programs, "missing_packages", lambda *, dev: ["default-jre-headless"])
    monkeypatch.setattr(programs.os, "geteuid", lambda: 0)
    monkeypatch.setattr(programs.shutil, "which", lambda name: name)
    monkeypatch.setattr(programs, "run", lambda command, failure, **variables: asked.append(command))
    programs.prepare(dev=True)
    told = capsys.readouterr().err
    assert "约需下载 45 MB）：default-jre-headless" in told and "只供测试" in told
    assert [command[3] for command in asked] == ["update", "install"]


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match=r"公文需要 3\.11 以上"):
        script("prepare").use_newer_python()


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The packages step in a project folder of its own, in which pip and venv only leave their traces."""
    module = script("packages")
    for name in (*LOCKS, "pyproject.toml", "setup/packages.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    (tmp_path / ".venv").mkdir()
    module.done = []
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp.txt")
    monkeypatch.setattr(module, "usable", lambda: True)
    monkeypatch.setattr(module.told, "run", lambda command, failure, **variables: module.done.append(command))
    return module


def test_packages_are_installed_once(packages: ModuleType):
    assert packages.prepare(dev=True)
    assert not packages.prepare(dev=True)
    assert not packages.prepare(dev=False)


def test_what_the_tests_need_is_added_to_what_the_program_needs(packages: ModuleType):
    assert packages.prepare(dev=False)
    assert packages.prepare(dev=True)
    assert ["requirements.lock" in command for command in packages.done].count(True) == 1


def test_a_changed_lock_is_installed(packages: ModuleType):
    packages.prepare(dev=False)
    lock = packages.ROOT / "requirements.lock"
    lock.write_text(lock.read_text("utf-8") + "# changed\n", "utf-8")
    assert packages.prepare(dev=False)


def makes_environment(command: list) -> bool:
    return "venv" in command


def test_a_cut_off_installation_is_begun_again_from_nothing(packages: ModuleType, monkeypatch: pytest.MonkeyPatch):
    def cut_off(*arguments: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(packages, "pip", cut_off)
        with pytest.raises(KeyboardInterrupt):
            packages.prepare(dev=False)
    packages.done.clear()
    assert packages.prepare(dev=False)
    assert makes_environment(packages.done[0])


def test_an_environment_from_another_place_is_made_anew(packages: ModuleType, monkeypatch: pytest.MonkeyPatch):
    packages.prepare(dev=False)
    packages.done.clear()
    packages.STAMP.write_text(
        packages.STAMP.read_text("utf-8").replace(str(packages.VENV), "/elsewhere/.venv"), "utf-8"
    )
    assert packages.prepare(dev=False)
    assert makes_environment(packages.done[0])


def test_a_font_that_is_not_the_recorded_one_is_refused(tmp_path: Path):
    fonts = script("fonts")
    path = tmp_path / "font.ttf"
    path.write_bytes(b"something else")
    from_npm = next(file for file in FONT_FILES if file.source.startswith("npm:"))
    with pytest.raises(script("told").Stop, match="SHA-256 不符"):
        fonts.check(from_npm, path)
    fonts.check(replace(from_npm, sha256=fonts.sha256(path)), path)


def test_another_version_from_debian_is_used_and_said(tmp_path: Path, capsys: pytest.CaptureFixture):
    path = tmp_path / "font.otf"
    path.write_bytes(b"a later version")
    script("fonts").check(next(file for file in FONT_FILES if file.source.startswith("apt:")), path)
    assert "版本与 Debian 12 的不同" in capsys.readouterr().err


def test_a_package_without_the_wanted_font_is_refused_naming_it(tmp_path: Path):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("package/LICENSE"))
    packed.seek(0)
    with (
        tarfile.open(fileobj=packed) as archive,
        pytest.raises(script("told").Stop, match=r"没有 package/Song.ttf"),
    ):
        script("archives").pick(archive, {"package/Song.ttf"}, tmp_path)


def test_the_font_folder_counts_as_complete_only_with_every_file_and_the_list(tmp_path: Path):
    fonts = script("fonts")
    for file in FONT_FILES:
        (tmp_path / file.name).write_bytes(b"font")
    assert not fonts.complete(tmp_path)
    fonts.write_list(tmp_path)
    assert fonts.complete(tmp_path)
    (tmp_path / FONT_FILES[0].name).unlink()
    assert not fonts.complete(tmp_path)


def test_a_cff_font_becomes_truetype_with_the_same_characters_and_widths(tmp_path: Path):
    source = cff_font(tmp_path / "source.otf")
    for name in ("first.ttf", "second.ttf"):
        script("otf_to_ttf").convert(source, tmp_path / name)
    assert (tmp_path / "first.ttf").read_bytes() == (tmp_path / "second.ttf").read_bytes()
    with TTFont(tmp_path / "first.ttf") as font:
        assert font.sfntVersion == "\x00\x01\x00\x00" and "CFF " not in font
        assert font["cmap"].getBestCmap() == {ord("公"): "uni516C"}
        assert font["hmtx"]["uni516C"] == (1000, 100)
        assert (font["glyf"]["uni516C"].xMin, font["glyf"]["uni516C"].yMax) == (100, 800)


def cff_font(target: Path) -> Path:
    """An OpenType/CFF font with one character, drawn with a curve."""
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.curveTo((900, 400), (500, 800), (100, 800))
    pen.closePath()
    nothing = T2CharStringPen(1000, None).getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "uni516C"])
    builder.setupCharacterMap({ord("公"): "uni516C"})
    builder.setupCFF("Test", {}, {".notdef": nothing, "uni516C": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "uni516C": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(target)
    return target
