"""卷内目录、备考表: filing order, page numbers, the figures of the closing sheet."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiving.papers import item, pdf
from gongwen.archiving import PHASES, Part, arranged, contents, count_pages, inventory
from gongwen.errors import BadInput


def test_papers_stand_by_phase_and_as_they_were_formed() -> None:
    items = [item(1, "奖惩"), item(2, "立项"), item(1, "监督"), item(1, "立项"), item(1, "评估"), item(1, "合同")]
    assert [made.title for made in arranged(items)] == [
        "立项材料1", "立项材料2", "合同材料1", "监督材料1", "评估材料1", "奖惩材料1",
    ]  # fmt: skip


def test_the_contract_phase_stands_in_the_order_of_a_contract_bundle() -> None:
    kinds = ["变更协议", "付款凭证", "审签单", "批复", "授权委托书", "补充协议", "会议记录", "项目合同书"]
    items = [item(order, "合同", kind=kind) for order, kind in enumerate(kinds, 1)]
    assert [made.kind for made in arranged(items)] == [
        "项目合同书", "补充协议", "授权委托书", "批复", "审签单", "付款凭证", "会议记录", "变更协议",
    ]  # fmt: skip


def test_the_parts_of_a_paper_stand_original_attachment_draft() -> None:
    parts = (Part("定稿", "定稿", pdf()), Part("附件", "名单", pdf()), Part("发文稿纸", "稿纸", pdf()))
    assert [part.role for part in item(1, parts=parts).all_parts()] == ["正本", "附件", "发文稿纸", "定稿"]


def test_page_numbers_count_from_the_first_paper_and_run_on_through_parts() -> None:
    items = [item(1, pages=3), item(2, pages=2, parts=(Part("附件", "清单", pdf(4)),)), item(1, "合同", pages=1)]
    assert [(row.order, row.first_page, row.last_page, row.pages) for row in contents(items)] == [
        (1, 1, 3, 3),
        (2, 4, 9, 6),
        (3, 10, 10, 1),
    ]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(PHASES), st.integers(1, 4)), min_size=1, max_size=6), st.randoms())
def test_rows_join_without_gap_whatever_order_the_papers_came_in(rows: list[tuple[str, int]], random) -> None:  # type: ignore[no-untyped-def]
    items = [item(number, phase, pages=pages) for number, (phase, pages) in enumerate(rows, 1)]
    made = contents(items)
    assert [row.order for row in made] == list(range(1, len(items) + 1))
    assert [row.first_page for row in made] == [1, *(row.last_page + 1 for row in made[:-1])]
    assert contents(random.sample(items, len(items))) == made


def test_the_printed_rows_give_the_first_page_and_the_last_row_both() -> None:
    items = [
        item(1, title="立项申报书", pages=3, issuer="安和村村民委员会"),
        item(2, title="立项批复", pages=2, number="青帮办〔2026〕3号", issuer="市帮扶办", note="附签单。"),
    ]  # fmt: skip
    first, last = inventory(items).contents_rows()
    assert (first["order"], first["number"], first["date"], first["pages"]) == (1, "", "20260301", "1")
    assert last == {
        "order": 2, "number": "青帮办〔2026〕3号", "issuer": "市帮扶办", "title": "立项批复", "date": "20260302",
        "pages": "4—5", "note": "附签单",
    }  # fmt: skip


def test_the_closing_sheet_counts_papers_and_pages_and_tells_notes() -> None:
    items = [item(1, pages=3), item(5, "奖惩", pages=2, note="缺第 2 页原件，以复印件代替")]
    assert inventory(items).closing_note() == (
        "本卷共 2 件 5 页，起止日期 2026年3月1日至 2026年3月5日。第 2 件：缺第 2 页原件，以复印件代替。"
    )
    assert inventory(items[:1]).closing_note().endswith("。整理时未发现缺损、修改、补充、移出和销毁情况。")


def test_every_wrong_paper_is_named_at_once() -> None:
    items = [item(1, "验收"), item(1), item(1, title="重号"), item(2, parts=(Part("草稿", "初稿", pdf()),))]
    with pytest.raises(BadInput) as refusal:
        arranged(items)
    assert refusal.value.faults == (
        "「验收材料1」所属阶段「验收」不在立项、合同、监督、评估、奖惩之中，请改正后归档。",
        "「立项材料2」的「初稿」类别「草稿」不认识，可用：正本、附件、文件处理单、发文稿纸、定稿。",
        "「重号」与「立项材料1」在立项阶段的顺序同为 1，请改成不同的。",
    )


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.4", b"no pdf", pdf(2)[:200], b"PK\x03\x04 a docx"])
def test_a_broken_pdf_is_named(broken: bytes) -> None:
    with pytest.raises(BadInput, match="「立项申报书」"):
        count_pages(broken, "立项申报书")


def test_pages_are_counted() -> None:
    assert [count_pages(pdf(pages)) for pages in (1, 2, 7)] == [1, 2, 7]
