"""The documents are a test: links lead somewhere, the drawn flow is the flow, the README stays short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongwen.office.procedures import originals

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(document: Path) -> None:
    """A link to a file that has moved is mended with the move."""
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


def test_the_pictured_flow_is_the_flow() -> None:
    """docs/pictures/project.* are drawn from workflows/project.yaml: `gongwen workflow show project --out …`."""
    kept = (ROOT / "docs/pictures/project.mmd").read_text("utf-8")
    assert kept.strip() == originals.drawing("project", "mermaid").decode("utf-8").strip(), (
        "请重画 docs/pictures/project.*"
    )


def test_the_readme_fits_a_reader() -> None:
    """The README stays under 150 lines and names the two commands."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 150
    assert "make demo" in text and "make test" in text


def test_every_glossary_module_exists() -> None:
    """A term points to a module that is there."""
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| ([^|]+) \|$", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.M)
    places = {place.strip() for row in rows[1:] for place in row.split(",")} - {"---", "module"}
    missing = [place for place in places if not _exists(place)]
    assert missing == []


def _exists(place: str) -> bool:
    source = ROOT / "src/gongwen" / place.replace(".", "/")
    return (ROOT / place).exists() or source.is_dir() or source.with_suffix(".py").exists() or _named(place)


def _named(place: str) -> bool:
    """`proofing.measure` may be a module or a name in the room's face."""
    module, _, name = place.rpartition(".")
    face = ROOT / "src/gongwen" / module.replace(".", "/") / "__init__.py"
    return face.exists() and name in face.read_text("utf-8")
