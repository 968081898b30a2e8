"""对照稿: both texts are read off one page, and nothing of either is missing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongwen.drafting.revision.changes import ADDED, DELETED, changes
from gongwen.drafting.revision.contents import Passage
from gongwen.drafting.revision.on_screen import KEPT, marked_passages


def passages(*lines: str) -> list[Passage]:
    return [Passage(f"正文第{at}段", line) for at, line in enumerate(lines, 1)]


def marked(before: list[Passage], after: list[Passage]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(one.place, list(one.pieces)) for one in marked_passages(before, after, changes(before, after))]


def test_a_changed_word_stands_in_its_passage_and_a_new_passage_by_itself() -> None:
    made = marked(passages("逐户核实。", "特此通知。"), passages("逐户上门核实。", "请抓好落实。", "特此通知。"))
    assert made == [
        ("正文第1段", [(KEPT, "逐户"), (ADDED, "上门"), (KEPT, "核实。")]),
        ("正文第2段", [(ADDED, "请抓好落实。")]),
        ("正文第3段", [(KEPT, "特此通知。")]),
    ]


def test_a_deleted_passage_is_named_by_where_it_stood() -> None:
    made = marked(passages("甲。", "乙。", "丙。"), passages("甲。", "丙。"))
    assert ("正文第2段", [(DELETED, "乙。")]) in made


TEXTS = st.lists(st.text(alphabet="帮扶救助。，12", min_size=1, max_size=12), max_size=6)


@given(TEXTS, TEXTS)
def test_each_text_is_there_whole(before: list[str], after: list[str]) -> None:
    made = marked_passages(passages(*before), passages(*after), changes(passages(*before), passages(*after)))
    for text, gone in ((before, ADDED), (after, DELETED)):
        kept = "".join(words for one in made for kind, words in one.pieces if kind != gone)
        assert kept == "".join(text)
