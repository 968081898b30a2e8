"""Papers, their versions, and the opinions given on exactly one version."""

from __future__ import annotations

from datetime import date

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused


@pytest.fixture
def add(now):
    """Add a version to a paper."""

    def add_it(paper, docx=b"draft", pdf=None, origin="template", findings=()):
        return registry.add_version(
            paper.id, docx=docx, pdf=pdf, findings=findings, origin=origin, actor="周敏", now=now
        )

    return add_it


def test_a_paper_belongs_to_a_case_and_to_its_own_flow(open_a_case, add_a_paper):
    project = open_a_case().code
    flow = open_a_case(workflow="paper", code_prefix="QHFW", parent=project).code

    paper = add_a_paper(project, flow=flow)
    form = add_a_paper(project, title="项目合同书")

    assert (paper.case, paper.flow, form.flow) == (project, flow, None)
    assert registry.papers(case=project) == (paper, form)
    assert registry.papers(flow=flow) == (paper,)
    assert registry.papers() == (paper, form)
    assert registry.paper(paper.id) == paper
    assert (paper.inputs, paper.filed, paper.issued_on, paper.reference, paper.latest) == (
        {"amount": "50000.00"},
        False,
        None,
        None,
        None,
    )


def test_an_unknown_paper_is_bad_input(home):
    with pytest.raises(BadInput, match="没有第 9 号文件"):
        registry.paper(9)


def test_a_paper_s_particulars_may_be_set(open_a_case, add_a_paper, now):
    project = open_a_case().code
    flow = open_a_case(workflow="paper", code_prefix="QHFW").code
    paper = add_a_paper(project)

    changed = registry.set_paper(
        paper.id,
        actor="周敏",
        now=now,
        title="关于同意立项的批复（修改）",
        inputs={"amount": "1"},
        filed=True,
        issued_on=date(2026, 3, 9),
        flow=flow,
    )

    assert changed == registry.paper(paper.id)
    assert (changed.title, changed.inputs, changed.filed) == ("关于同意立项的批复（修改）", {"amount": "1"}, True)
    assert (changed.issued_on, changed.flow) == (date(2026, 3, 9), flow)


def test_setting_what_is_set_already_writes_nothing(open_a_case, add_a_paper, now):
    paper = add_a_paper(open_a_case().code)
    count = len(registry.entries())

    assert registry.set_paper(paper.id, actor="周敏", now=now, title=paper.title, inputs=paper.inputs) == paper
    assert len(registry.entries()) == count


def test_a_number_cannot_be_set(open_a_case, add_a_paper, now):
    paper = add_a_paper(open_a_case().code)

    with pytest.raises(TypeError, match="reference"):
        registry.set_paper(paper.id, actor="周敏", now=now, reference="青卫〔2026〕1号")


def test_any_change_of_a_paper_raises_the_versions_of_its_case_and_flow(open_a_case, add_a_paper, add, now):
    project = open_a_case().code
    flow = open_a_case(workflow="paper", code_prefix="QHFW").code

    def versions():
        return registry.case(project).version, registry.case(flow).version

    paper = add_a_paper(project, flow=flow)
    assert versions() == (2, 2)
    add(paper)
    assert versions() == (3, 3)
    registry.take_number(paper.id, "青卫", 2026, actor="周敏", now=now)
    assert versions() == (4, 4)


def test_versions_are_numbered_and_keep_their_files(open_a_case, add_a_paper, add, now):
    paper = add_a_paper(open_a_case().code)

    first = add(paper, b"draft", findings=[{"rule": "margins.left", "page": 1}])
    second = add(paper, b"edited", b"%PDF", origin="hand")

    assert registry.paper(paper.id).versions == (first, second)
    assert registry.paper(paper.id).latest == second
    assert (first.no, first.origin, first.pdf_sha, first.by, first.at) == (1, "template", None, "周敏", now)
    assert first.findings == ({"rule": "margins.left", "page": 1},)
    assert (registry.get(second.docx_sha), registry.get(second.pdf_sha)) == (b"edited", b"%PDF")
    assert registry.file(second.pdf_sha).name == "关于同意立项的批复.pdf"


def test_the_latest_bytes_again_are_no_new_version(open_a_case, add_a_paper, add):
    paper = add_a_paper(open_a_case().code)
    first = add(paper)
    count = len(registry.entries())

    assert add(paper) == first
    assert len(registry.entries()) == count


def test_the_same_bytes_from_another_origin_are_a_new_version(open_a_case, add_a_paper, add):
    paper = add_a_paper(open_a_case().code)

    assert [add(paper).no, add(paper, origin="hand").no, add(paper).no] == [1, 2, 3]


def test_a_pdf_that_was_missing_completes_the_version(open_a_case, add_a_paper, add):
    paper = add_a_paper(open_a_case().code)
    add(paper)

    completed = add(paper, pdf=b"%PDF", findings=[{"rule": "margins.left"}])

    assert (completed.no, completed.findings) == (1, ({"rule": "margins.left"},))
    assert registry.get(completed.pdf_sha) == b"%PDF"
    assert registry.paper(paper.id).versions == (completed,)


def test_a_scan_is_a_version_without_a_docx(open_a_case, add_a_paper, add):
    paper = add_a_paper(open_a_case().code)

    scan = add(paper, docx=None, pdf=b"%PDF scan", origin="scan")

    assert (scan.docx_sha, add(paper, docx=None, pdf=b"%PDF scan", origin="scan").no) == (None, 1)
    assert add(paper, docx=None, pdf=b"%PDF other", origin="scan").no == 2


def test_a_version_without_any_file_or_of_unknown_origin_is_bad_input(open_a_case, add_a_paper, add):
    paper = add_a_paper(open_a_case().code)

    with pytest.raises(BadInput, match="稿本没有文件"):
        add(paper, docx=None)
    with pytest.raises(BadInput, match="稿本来源「fax」不认识"):
        add(paper, origin="fax")


def test_a_version_is_completed_with_pdf_and_findings(open_a_case, add_a_paper, add, now):
    paper = add_a_paper(open_a_case().code)
    add(paper)

    registry.complete_version(paper.id, 1, pdf=b"%PDF", actor="周敏", now=now)
    version = registry.complete_version(paper.id, 1, findings=[{"rule": "x"}], actor="周敏", now=now)

    assert registry.paper(paper.id).versions == (version,)
    assert (registry.get(version.pdf_sha), version.findings) == (b"%PDF", ({"rule": "x"},))
    count = len(registry.entries())
    registry.complete_version(paper.id, 1, pdf=b"%PDF", findings=[{"rule": "x"}], actor="周敏", now=now)
    assert len(registry.entries()) == count


def test_an_issued_paper_keeps_its_pdf(open_a_case, add_a_paper, add, now):
    paper = add_a_paper(open_a_case().code)
    add(paper, pdf=b"%PDF 1")
    registry.complete_version(paper.id, 1, pdf=b"%PDF 2", actor="周敏", now=now)
    registry.set_paper(paper.id, actor="周敏", now=now, issued_on=date(2026, 3, 9))

    with pytest.raises(Refused, match="已印发，第 1 稿的 PDF 不能更换"):
        registry.complete_version(paper.id, 1, pdf=b"%PDF 3", actor="周敏", now=now)
    with pytest.raises(BadInput, match="没有第 5 稿"):
        registry.complete_version(paper.id, 5, pdf=b"%PDF 3", actor="周敏", now=now)


def test_an_opinion_is_on_exactly_one_version(open_a_case, add_a_paper, add, now):
    paper = add_a_paper(open_a_case().code)
    sha = add(paper).docx_sha
    registry.add_person("何正平", actor="周敏", now=now)

    given = registry.add_opinion(paper.id, "何正平", "签发", "同意印发。", sha, now)

    assert registry.opinions(paper.id) == (given,)
    assert (given.person, given.kind, given.text, given.version_sha, given.at) == (
        "何正平",
        "签发",
        "同意印发。",
        sha,
        now,
    )
    assert registry.add_opinion(paper.id, "何正平", "签发", "同意印发。", sha, now) == given


def test_an_opinion_of_a_stranger_or_on_other_bytes_is_bad_input(open_a_case, add_a_paper, add, now):
    paper = add_a_paper(open_a_case().code)
    sha = add(paper).docx_sha

    with pytest.raises(BadInput, match="没有登记人员「何正平」"):
        registry.add_opinion(paper.id, "何正平", "核稿", "已核。", sha, now)
    registry.add_person("何正平", actor="周敏", now=now)
    with pytest.raises(BadInput, match="不是文件「关于同意立项的批复」的稿本"):
        registry.add_opinion(paper.id, "何正平", "核稿", "已核。", "0" * 64, now)


def test_the_same_key_registers_one_paper(open_a_case, add_a_paper):
    code = open_a_case().code
    first = add_a_paper(code, key="draft-1")

    assert add_a_paper(code, key="draft-1") == first == registry.paper_with_key("draft-1")
    assert registry.papers() == (first,)
    assert registry.paper_with_key("draft-2") is None


def test_a_paper_is_found_by_the_key_of_its_flow(open_a_case, add_a_paper, take):
    flow = open_a_case(workflow="paper", code_prefix="QHFW", key="draft-1").code
    paper = add_a_paper(None, flow=flow)
    take(flow, "送核", "核稿", key="click-1")

    assert registry.paper_with_key("draft-1") == paper
    assert registry.paper_with_key("click-1") is None


def test_several_records_are_made_as_one(open_a_case, add_a_paper, add):
    code = open_a_case().code
    before = (registry.entries(), registry.case(code))

    def two():
        add(add_a_paper(code), docx=None)

    with pytest.raises(BadInput):
        registry.within(two)
    assert (registry.entries(), registry.case(code), registry.papers()) == (*before, ())

    paper = registry.within(lambda: add_a_paper(code))
    assert registry.papers() == (paper,)
    registry.verify_journal()
