"""自检: what this machine has and lacks, as rows."""

from __future__ import annotations

from typing import Any

from gongwen import printing


def report() -> dict[str, Any]:
    """Programs and typefaces, which font stands in for which face, and how to get what is missing."""
    found = printing.survey()
    programs = [
        {
            "name": row.name,
            "version": row.version,
            "state": "已装" if row.path else "缺",
            "advice": "" if row.path else row.get,
            "purpose": row.purpose,
        }
        for row in found.programs
    ]
    faces = [{"face": f"{row.face}（{row.asked}）", "used": row.used, "state": row.kind} for row in found.faces]
    return {
        "programs": programs,
        "faces": faces,
        "fonts": str(found.font_folder),
        "advice": list(found.advice),
        "ready": found.complete,
    }
