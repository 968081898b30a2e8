"""Python 软件包: a virtual environment in `.venv` with the locked packages and the project itself, editable."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import told
from told import ROOT, Stop, tell

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "gongwen-setup.txt"
UNFINISHED = "unfinished"
BUILD_LOCK = "setup/build.lock"
LOCKS = {False: "requirements.lock", True: "requirements-dev.lock"}
PIP_INSTALL = (PYTHON, "-m", "pip", "install", "--quiet", "--no-build-isolation")
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONWARNINGS": "ignore"}


def prepare(*, dev: bool) -> bool:
    """Install what the lock names unless that is done already; the answer tells whether anything was done."""
    wanted = mark(dev=dev)
    done, place = read_stamp()
    # a pip that was killed may leave packages half written; a folder that was moved has the old place all over it
    sound = usable() and done != UNFINISHED and place == str(VENV)
    if sound and done in (wanted, mark(dev=True)):
        return False
    if not sound:
        tell("建立 Python 环境 .venv")
        told.run([sys.executable, "-m", "venv", "--clear", VENV], "建立 Python 环境没有成功：")
    tell("安装 Python 软件包（首次约需下载 90 MB）")
    write_stamp(UNFINISHED)
    pip("-r", BUILD_LOCK)
    pip("-r", LOCKS[dev])
    # jieba and bagit come as source only; they are built, like the project, with the pinned tools and nothing else
    install_project()
    write_stamp(wanted)
    return True


def read_stamp() -> tuple[str, str]:
    """What was installed and where; an environment without a stamp counts as one of this place, not yet filled."""
    try:
        done, place = STAMP.read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return "", str(VENV)
    return done, place


def mark(*, dev: bool) -> str:
    """A fingerprint of everything the installation depends on."""
    files = (BUILD_LOCK, LOCKS[dev], "pyproject.toml", "setup/packages.py")
    digest = hashlib.sha256(sys.version.encode())
    for name in files:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def usable() -> bool:
    """Whether `.venv` holds a Python that runs, is new enough and has pip (an interrupted run may leave less)."""
    if not PYTHON.exists():
        return False
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def pip(*arguments: str) -> None:
    command = [*PIP_INSTALL, "--require-hashes", "--use-pep517", *arguments]
    told.run(command, "安装 Python 软件包没有成功，请检查网络后重试：", **QUIET)


def install_project() -> None:
    """The project itself, editable: `.venv/bin/gongwen` then works from any directory."""
    command = [*PIP_INSTALL, "--no-deps", "--no-index", "--editable", "."]
    told.run(command, "安装本项目没有成功：", **QUIET)


def write_stamp(wanted: str) -> None:
    half_made = STAMP.with_suffix(f".{os.getpid()}")
    half_made.write_text(f"{wanted}\n{VENV}\n", "utf-8")
    half_made.replace(STAMP)


def run(script: str) -> None:
    """Run a script of the set-up under the environment's own Python; it speaks for itself."""
    done = subprocess.run([PYTHON, ROOT / Path(script)], cwd=ROOT, check=False, close_fds=False)
    if done.returncode:
        raise Stop("准备没有完成，请按上面的提示处理后重试。")
