"""All that an office knows, as plain values that two offices can be compared by."""

from __future__ import annotations

from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from gongwen import numbering, registry
from gongwen.document.findings import Finding

# Which process did a job, and how often it was begun, tells of the interruption, not of the case.
BY_A_PROCESS = ("完成工作", "工作未成")
OF_A_CLAIM = ("attempts",)
# On a 发文稿纸 stands the journal's head, which tells every process that died on the way.
OF_A_SHEET = ("docx", "pdf")


def records(home: Path) -> dict[str, Any]:
    """Every record but the leases; the journal is verified and the files are held against their names first."""
    registry.open(home)
    registry.verify_journal()
    papers = tuple(_without_sheet(paper) for paper in registry.papers())
    found = {
        "cases": registry.cases(),
        "events": {case.code: registry.events(case.code) for case in registry.cases()},
        "papers": papers,
        "numbers": registry.numbers(),
        "opinions": {paper.id: registry.opinions(paper.id) for paper in papers},
        "jobs": [(job.case, job.event, job.seq, job.step, job.argument, job.state) for job in registry.jobs()],
        "journal": [
            (entry.at, _actor(entry), entry.act, entry.case, _without_claims(entry.act, entry.details))
            for entry in registry.entries()
        ],
        "files": {sha: sha256(registry.get(sha)).hexdigest() for sha in reachable(papers)},
    }
    registry.close()
    return {name: _plain(value) for name, value in found.items()}


def reachable(papers: tuple[registry.PaperRow, ...]) -> list[str]:
    """The hashes of every file that a record speaks of: versions of papers, files handed in with a form."""
    versions = [sha for paper in papers for version in paper.versions for sha in (version.docx_sha, version.pdf_sha)]
    scans = [case.data.get("signed_scan") for case in registry.cases()]
    return sorted({sha for sha in (*versions, *scans) if sha})


def gaps(home: Path) -> list[Finding]:
    """What is wrong with the continuity of the numbers; nothing when every series runs 1..n."""
    registry.open(home)
    found = numbering.continuity(row.reference for row in registry.numbers())
    registry.close()
    return list(found)


def _actor(entry: registry.EntryRow) -> str:
    return "" if entry.act in BY_A_PROCESS else entry.actor


def _without_claims(act: str, details: dict[str, Any]) -> dict[str, Any]:
    left_out = OF_A_SHEET if act == "存发文稿纸" else OF_A_CLAIM
    return {name: value for name, value in details.items() if name not in left_out}


def _without_sheet(paper: registry.PaperRow) -> registry.PaperRow:
    return replace(paper, inputs={name: value for name, value in paper.inputs.items() if name != "sheet"})


def _plain(value: Any) -> Any:
    """Dataclasses as dictionaries, so that a difference is told field by field."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value
