"""What the office hands to the workflow room, and the shipped files."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen.workflow import Argument, Definition, Known, read

SHIPPED = Path(__file__).parents[2] / "workflows"
FORMS = ("立项申报书", "项目合同书", "监督检查记录表", "评估评分表")
PAPERS = ("立项批复", "监督检查通知", "整改通知书", "评估结果通报", "表彰决定", "处理决定")


@pytest.fixture(scope="session")
def known() -> Known:
    """The step words of the office, the templates and the workflows that the shipped files speak of."""
    bare = dict.fromkeys(("typeset", "proof", "score", "grade", "propose", "number", "imprint"), Argument.NONE)
    steps = bare | {"draft": Argument.TEMPLATE, "file": Argument.MAYBE_TEMPLATE, "begin": Argument.WORKFLOW}
    templates = dict.fromkeys(FORMS, "none") | dict.fromkeys(PAPERS, "文件")
    return Known(steps, templates, frozenset({"project", "paper"}))


@pytest.fixture(scope="session", params=["project", "paper"])
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
