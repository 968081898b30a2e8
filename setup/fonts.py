"""字体: fetch the free fonts that stand in for licensed ones, once, into a folder of our own; run by `.venv`'s Python.

What is fetched, from where and with which SHA-256 is the table in `gongwen.printing.faces`. Two faces are converted to
TrueType. Files reach the folder whole, one by one; the list of what they are (FONTS.json) comes last.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import npm
import programs
import told
from archives import pick, sha256
from gongwen.printing.faces import FONT_FILES, FONT_SET, FontFile
from gongwen.printing.fonts import font_folder, missing_files
from told import ROOT, Stop, tell

LIST = "FONTS.json"
CONVERTER = ROOT / "setup" / "otf_to_ttf.py"


def main() -> int:
    folder = font_folder()
    try:
        if not complete(folder):
            make_folder(folder)
            with only_one(folder):
                if not complete(folder):  # another run may have made them while we waited
                    fetch(folder)
        return 0
    except Stop as reason:
        tell(str(reason))
        return 5


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Stop(
            f"不能建立字体目录 {folder}（{fault.strerror}），请用环境变量 GONGWEN_FONTS 指定一个可写的目录。"
        ) from fault


def complete(folder: Path) -> bool:
    """Whether the folder holds every file of this font set and the list of them, which comes last."""
    try:
        listed = json.loads((folder / LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return listed.get("set") == FONT_SET and not missing_files(folder)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """One run at a time fills the folder, which several checkouts may share."""
    with (folder / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def fetch(folder: Path) -> None:
    """Fetch, check, convert and place every file not yet here; each source once, all of them side by side."""
    tell(f"下载字体到 {folder}（只此一次，共约 230 MB）")
    for left in folder.glob(".making-*"):
        shutil.rmtree(left, ignore_errors=True)
    by_source: dict[str, list[FontFile]] = defaultdict(list)
    lacking = missing_files(folder)
    for file in FONT_FILES:
        if file.name in lacking:
            by_source[file.source].append(file)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as place:
        if any(source.startswith("npm:") for source in by_source):
            npm.ready()
        with ThreadPoolExecutor(len(by_source) or 1) as pool:
            jobs = [pool.submit(take, files, Path(place), folder) for files in by_source.values()]
        for job in jobs:
            job.result()
    write_list(folder)
    tell("字体已备齐。")


def take(files: Sequence[FontFile], place: Path, folder: Path) -> None:
    """Everything one source gives: fetched, checked, converted where needed, placed."""
    kind, _, name = files[0].source.partition(":")
    work = Path(tempfile.mkdtemp(dir=place))
    found = from_apt(name, files, work) if kind == "apt" else from_npm(name, files, work)
    for file, path in zip(files, found, strict=True):
        check(file, path)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(place_file, files, found, [folder] * len(files)))


def place_file(file: FontFile, path: Path, folder: Path) -> None:
    if file.converted:
        tell(f"转换字体 {file.name}（约半分钟）")
        told.run([sys.executable, CONVERTER, path, path.with_suffix(".ttf")], f"字体 {file.name} 转换没有成功：")
        path = path.with_suffix(".ttf")
    path.chmod(0o644)
    path.replace(folder / file.name)


def check(file: FontFile, path: Path) -> None:
    """npm's packages never change; a Debian release may bring another version, which apt itself has verified."""
    if sha256(path) == file.sha256:
        return
    if file.source.startswith("npm:"):
        raise Stop(f"下载的字体 {file.name} 与记录的 SHA-256 不符，可能被改动过，已停止；请检查网络后重试。")
    tell(f"字体 {file.name} 的版本与 Debian 12 的不同，可以使用，但换行和页数可能略有出入。")


def from_apt(package: str, files: Sequence[FontFile], work: Path) -> list[Path]:
    """The files out of a Debian package: those installed already, else from a download that is not installed."""
    installed = [Path("/") / file.member for file in files]
    if all(path.exists() for path in installed):
        return [Path(shutil.copy(path, work)) for path in installed]
    archive = download(package, work)
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", archive], stdout=subprocess.PIPE) as unpacking:
        with tarfile.open(fileobj=unpacking.stdout, mode="r|") as members:
            found = pick(members, {f"./{file.member}" for file in files}, work)
        assert unpacking.stdout is not None
        while unpacking.stdout.read(1 << 20):
            pass
    archive.unlink()
    return [found[f"./{file.member}"] for file in files]


def download(package: str, work: Path) -> Path:
    if not shutil.which("apt-get"):
        raise Stop(
            f"本机没有 apt-get，取不到字体包 {package}；请在 Debian 或 Ubuntu 上准备，再用 GONGWEN_FONTS 指向字体目录。"
        )
    if not apt_download(package, work):
        if os.geteuid() != 0:
            raise Stop(f"取不到 Debian 软件包 {package}，请先运行：sudo apt-get update")
        programs.apt("update", "-qq")
        if not apt_download(package, work):
            raise Stop(f"取不到 Debian 软件包 {package}，请检查网络和软件源后重试。")
    return next(work.glob("*.deb"))


def apt_download(package: str, work: Path) -> bool:
    tell(f"下载 {package}")
    command = ["apt-get", "-qq", "download", package]
    return subprocess.run(command, cwd=work, capture_output=True, check=False).returncode == 0


def from_npm(package: str, files: Sequence[FontFile], work: Path) -> list[Path]:
    tell(f"下载 {package}")
    found = npm.take(package, {file.member for file in files}, work, "下载字体没有成功，请检查网络后重试：")
    return [found[file.member] for file in files]


def write_list(folder: Path) -> None:
    """What the folder holds, for people and for `complete`; written last."""
    rows = [
        {"file": each.name, "sha256": sha256(folder / each.name), "source": each.source, "licence": each.licence}
        for each in FONT_FILES
    ]
    half_made = folder / f".{LIST}.{os.getpid()}"
    content = {"set": FONT_SET, "files": rows}
    half_made.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    half_made.replace(folder / LIST)


if __name__ == "__main__":
    sys.exit(main())
