"""成品: a draft is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.office import delivery, papers


@pytest.mark.slow
def test_a_draft_is_written_whole(tmp_path: Path) -> None:
    """paper.docx, paper.pdf, findings.json and a picture of every page; a second draft replaces the first."""
    paper = tmp_path / "PAPER.yaml"
    paper.write_text(
        "issuers: [{name: 青禾市民政局}]\ntitle: 关于核实的通知\nbody: 逐户核实。\ndate: 2026-03-02\n", "utf-8"
    )
    with papers.press() as printer:
        made = papers.draft_file(paper, printer)
    for _ in range(2):
        folder = delivery.deliver(made, tmp_path / "成品")
        names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*"))
        pages = [f"pages/{number:02}.png" for number in range(1, made.measured.pages + 1)]
        assert names == sorted(["findings.json", "paper.docx", "paper.pdf", *pages])
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
