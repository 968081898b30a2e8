"""Workflow diagrams are drawn with legible Chinese."""

import pytest

from gongwen.errors import BadInput, ToolMissing
from gongwen.printing import diagram

pytestmark = pytest.mark.slow


def graph(label: str) -> str:
    return f'digraph {{ "{label}" -> "归档" [label="批准"] }}'


def test_an_svg_holds_the_labels_as_text_in_our_font():
    drawn = diagram(graph("立项"), "svg").decode()
    assert ">立项</text>" in drawn and ">批准</text>" in drawn
    assert 'font-family="Noto Sans SC, ' in drawn and 'sans-serif"' in drawn, "ours first, then what others have"


def test_a_png_shows_different_pictures_for_different_characters():
    """With no Chinese font both labels would be the same empty boxes."""
    first, second = diagram(graph("立项"), "png"), diagram(graph("合同"), "png")
    assert first.startswith(b"\x89PNG") and len(first) > 2000
    assert first != second
    assert diagram(graph("立项"), "png") == first


def test_a_bad_description_is_refused():
    with pytest.raises(BadInput, match="流程图画不出来"):
        diagram("digraph { 立项 -> ", "svg")


def test_a_machine_without_graphviz_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolMissing, match="sudo apt-get install graphviz"):
        diagram(graph("立项"), "svg")
