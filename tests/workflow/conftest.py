"""What the office hands to the workflow room, and the shipped files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongwen.office.procedures import originals
from gongwen.workflow import Argument, Definition, Known, read

SHIPPED = Path(__file__).parents[2] / "workflows"


@pytest.fixture(scope="session")
def known() -> Known:
    """The step words of the office, the templates and the workflows that are shipped, and a step that begins a flow."""
    words = originals.known_words()
    return replace(words, steps={**words.steps, "begin": Argument.WORKFLOW})


@pytest.fixture(scope="session", params=sorted(path.stem for path in SHIPPED.glob("*.yaml")))
def shipped(request: pytest.FixtureRequest, known: Known) -> Definition:
    """Each shipped workflow in turn."""
    return read((SHIPPED / f"{request.param}.yaml").read_text(encoding="utf-8"), known)


@pytest.fixture(scope="session")
def project(known: Known) -> Definition:
    """The shipped project workflow."""
    return read((SHIPPED / "project.yaml").read_text(encoding="utf-8"), known)


@pytest.fixture(scope="session")
def paper(known: Known) -> Definition:
    """The shipped paper workflow."""
    return read((SHIPPED / "paper.yaml").read_text(encoding="utf-8"), known)
