"""网页脚本: fetch the three scripts the screens load from us, once, so that a browser never asks anyone else.

The office's network may end at its own door, and what the repository holds we wrote: so they come from npm at set-up,
in exact versions, each file known by its SHA-256 and with its licence beside it. The tests also want axe-core, which
judges whether everyone can use a screen. A folder copied from another machine is as good as a fetched one.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import npm
from archives import sha256
from told import ROOT, Stop, tell

VENDOR = ROOT / "src" / "gongwen" / "web" / "static" / "vendor"
AXE = ROOT / "build" / "axe"
WORK = ROOT / "build" / "scripts"


@dataclass(frozen=True)
class File:
    """One file we keep: our name for it, where it lies in the package, and what it must be."""

    name: str
    member: str
    sha256: str


@dataclass(frozen=True)
class Package:
    """One npm package, in an exact version, the folder its files go to, and those files."""

    source: str
    folder: Path
    files: tuple[File, ...]


# A new version: `npm pack NAME@VERSION`, look at what changed, then put its version and `sha256sum`s here.
FOR_SCREENS = (
    Package("htmx.org@2.0.11", VENDOR, (
        File("htmx.min.js", "package/dist/htmx.min.js",
             "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"),
        File("htmx.LICENSE.txt", "package/LICENSE",
             "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38"),
    )),
    Package("chart.js@4.6.1", VENDOR, (
        File("chart.umd.min.js", "package/dist/chart.umd.min.js",
             "87364cc2b2a76a6684929e7d6b80b18a897794db38400caff1fcf1791c6925d2"),
        File("chart.LICENSE.txt", "package/LICENSE.md",
             "41a84aa2caba645f966a18d9c2056b73e6d3a81d80bc0046bc0011a2634d4cce"),
    )),
    Package("sortablejs@1.15.7", VENDOR, (
        File("Sortable.min.js", "package/Sortable.min.js",
             "bf4241bc73fef7f11c59a283a69fe8051cdd31c6d8ff5a2b9ba219e7831fcf76"),
        File("Sortable.LICENSE.txt", "package/LICENSE",
             "e94dfc31e800d169257569db270457c9f028440c9ccae41e7eb78b2db18f1298"),
    )),
)  # fmt: skip

FOR_TESTS = (
    Package("axe-core@4.14.1", AXE, (
        File("axe.min.js", "package/axe.min.js",
             "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"),
        File("axe.LICENSE.txt", "package/LICENSE",
             "af175b9d96ee93c21a036152e1b905b0b95304d4ae8c2c921c7609100ba8df7e"),
    )),
)  # fmt: skip


def prepare(*, dev: bool) -> None:
    """Fetch what is missing or is not what it must be; `dev` asks for what the tests need as well."""
    wanted = FOR_SCREENS + FOR_TESTS if dev else FOR_SCREENS
    lacking = [package for package in wanted if not complete(package)]
    if not lacking:
        return
    tell(f"下载网页脚本（只此一次，约 1 MB）：{'、'.join(package.source for package in lacking)}")
    try:
        fetch(lacking)
    except OSError as fault:
        raise Stop(f"网页脚本写不到 {fault.filename}（{fault.strerror}），请检查目录权限和磁盘空间后重试。") from fault


def complete(package: Package) -> bool:
    """Whether every file of the package is here and is the recorded one, however it came."""
    return all(
        (package.folder / file.name).is_file() and sha256(package.folder / file.name) == file.sha256
        for file in package.files
    )


def fetch(lacking: Sequence[Package]) -> None:
    """Fetch the packages side by side; what a killed run left half done is thrown away first."""
    shutil.rmtree(WORK, ignore_errors=True)
    npm.ready()
    with ThreadPoolExecutor(len(lacking)) as pool:
        jobs = [pool.submit(take, package) for package in lacking]
    for job in jobs:
        job.result()
    shutil.rmtree(WORK, ignore_errors=True)


def take(package: Package) -> None:
    """One package fetched, every file of it checked before the first is placed."""
    work = WORK / package.folder.name / package.source
    work.mkdir(parents=True)
    failure = f"下载网页脚本 {package.source} 没有成功，请检查网络后重试，或从备好的机器拷来 {package.folder}："
    found = npm.take(package.source, {file.member for file in package.files}, work, failure)
    for file in package.files:
        if sha256(found[file.member]) != file.sha256:
            raise Stop(f"下载的网页脚本 {file.name} 与记录的 SHA-256 不符，可能被改动过，已停止；请检查网络后重试。")
    package.folder.mkdir(parents=True, exist_ok=True)
    for file in package.files:
        found[file.member].chmod(0o644)
        found[file.member].replace(package.folder / file.name)
