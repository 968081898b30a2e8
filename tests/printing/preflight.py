"""PDF/A-1b as Apache PDFBox Preflight judges it: many files in one Java process, the faults of each by name."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

JARS = Path("/usr/share/java")
CLASS_PATH = ":".join(
    str(JARS / f"{name}.jar")
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api")
)
VALIDATOR = "org.apache.pdfbox.preflight.Validator_A1b"
_VERDICT = re.compile(r"^The file (?P<name>.+) is (?P<not>not )?a valid PDF/A-1b file", re.M)


def preflight(folder: Path) -> dict[str, tuple[str, ...]]:
    """Judge every PDF of `folder`: file name → faults, none when it is valid PDF/A-1b.

    AssertionError when the validator is not here (`make setup` brings it) or does not speak of every file: a check that
    did not take place must not look like one that was passed.
    """
    java = shutil.which("java")
    assert java and Path(CLASS_PATH.split(":")[0]).exists(), "PDFBox Preflight 不在本机，请运行 make setup"
    command = [java, "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", "-cp", CLASS_PATH, VALIDATOR, "batch", folder]
    done = subprocess.run(command, capture_output=True, env={"LC_ALL": "C.UTF-8"}, timeout=300, check=False)
    verdicts = read_verdicts(done.stdout.decode("utf-8"))
    wanted = {path.name for path in folder.glob("*.pdf")}
    assert set(verdicts) == wanted, f"{wanted - set(verdicts)}: {done.stderr.decode('utf-8', 'replace')[-2000:]}"
    return verdicts


def read_verdicts(told: str) -> dict[str, tuple[str, ...]]:
    """What the validator printed, file by file; a file called invalid without a reason has the fault "invalid"."""
    heads = list(_VERDICT.finditer(told))
    ends = [head.start() for head in heads[1:]] + [len(told)]
    bodies = (told[head.end() : end] for head, end in zip(heads, ends, strict=True))
    return {head["name"]: _faults(body) if head["not"] else () for head, body in zip(heads, bodies, strict=True)}


def _faults(body: str) -> tuple[str, ...]:
    lines = (line.strip() for line in body.splitlines())
    return tuple(line for line in lines if re.match(r"\d", line)) or ("invalid",)
