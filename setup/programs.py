"""外部程序: LibreOffice, the Python that drives it, graphviz, fontconfig: installed by apt when we are root.

The tests also want PDFBox Preflight, which judges PDF/A-1b, Java to run it, and Chromium, which opens the screens as
people do; the office itself needs none of them.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from told import Stop, run, tell

LIBREOFFICE = Path("/usr/lib/libreoffice/program/soffice.bin")
UPSTREAM_LIBREOFFICE = "libreoffice*/program"  # under /opt, as installed from its makers; brings its own Python
JARS = Path("/usr/share/java")
CHROMIUM = Path("/usr/bin/chromium")  # Debian's own, which the tests start by this name
CHINESE = Path("/usr/lib/chromium/locales/zh-CN.pak")  # without it a field for a date shows 月/日/年


def prepare(*, dev: bool) -> None:
    """Install what is missing, or Stop with the command that does; `dev` asks for what the tests need as well."""
    missing = missing_packages(dev=dev)
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Stop(advice(missing, apt=bool(shutil.which("apt-get"))))
    tell(f"安装系统软件包（约需下载 {download_size(missing)} MB）：{' '.join(missing)}")
    if set(missing) & set(TEST_CHECKS):
        tell("其中 Java 和 PDFBox（检验 PDF/A-1b）、Chromium（打开网页）只供测试，办公室使用本系统不需要。")
    apt("update", "-qq")
    apt("install", "-y", "-qq", "--no-install-recommends", *missing)


def missing_packages(*, dev: bool = False, present: Callable[[str], bool] | None = None) -> list[str]:
    """The Debian packages that are needed and whose programs are not here."""
    present = present or is_here
    return [package for package in (CHECKS | TEST_CHECKS if dev else CHECKS) if not present(package)]


def is_here(package: str) -> bool:
    """Whether the program that `package` brings is on this machine, wherever it came from."""
    return (CHECKS | TEST_CHECKS)[package]()


def download_size(missing: list[str]) -> int:
    """About how many MB apt fetches for `missing` on a machine that has none of it."""
    return sum(MEGABYTES.get(package, 1) for package in missing)


def advice(missing: list[str], *, apt: bool) -> str:
    """The one sentence for a person who has to install `missing` himself."""
    if not apt:
        return f"缺少 {'、'.join(missing)}（Debian 软件包名），本机没有 apt-get，请用本机的办法安装后重试。"
    return f"缺少系统软件包，请先运行：sudo apt-get install --no-install-recommends {' '.join(missing)}"


def apt(*arguments: str) -> None:
    """Run apt-get without questions, waiting for another apt that may be at work."""
    run(
        ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments],
        "apt-get 没有成功，请检查网络和软件源后重试：", DEBIAN_FRONTEND="noninteractive", LC_ALL="C.UTF-8",
    )  # fmt: skip


def has_libreoffice() -> bool:
    return bool(LIBREOFFICE.exists() or shutil.which("soffice") or list(Path("/opt").glob(UPSTREAM_LIBREOFFICE)))


def has_uno() -> bool:
    pythons = ["/usr/bin/python3", *Path("/opt").glob(UPSTREAM_LIBREOFFICE + "/python")]
    return any(_imports_uno(str(python)) for python in pythons if Path(python).exists())


def _imports_uno(python: str) -> bool:
    return subprocess.run([python, "-E", "-c", "import uno"], capture_output=True, check=False).returncode == 0


def has_venv() -> bool:
    return importlib.util.find_spec("ensurepip") is not None and importlib.util.find_spec("venv") is not None


def has_atomic() -> bool:
    """Whether the Node.js that Playwright brings to drive Chromium finds the one library it takes from the system."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


CHECKS: dict[str, Callable[[], bool]] = {
    f"python{sys.version_info[0]}.{sys.version_info[1]}-venv": has_venv,
    "libreoffice-writer-nogui": has_libreoffice,
    "python3-uno": has_uno,
    "graphviz": lambda: bool(shutil.which("dot")),
    "fontconfig": lambda: bool(shutil.which("fc-match")),
}

TEST_CHECKS: dict[str, Callable[[], bool]] = {
    "default-jre-headless": lambda: bool(shutil.which("java")),
    "libpdfbox2-java": lambda: (JARS / "pdfbox2.jar").exists() and (JARS / "preflight.jar").exists(),
    "libactivation-java": lambda: (JARS / "javax.activation.jar").exists(),
    "libjaxb-api-java": lambda: (JARS / "jaxb-api.jar").exists(),
    "chromium": lambda: CHROMIUM.exists(),
    "chromium-l10n": lambda: CHINESE.exists(),
    "libatomic1": has_atomic,
}

MEGABYTES = {
    "libreoffice-writer-nogui": 110,
    "graphviz": 15,
    "default-jre-headless": 45,
    "libpdfbox2-java": 8,
    "chromium": 125,
    "chromium-l10n": 9,
}
