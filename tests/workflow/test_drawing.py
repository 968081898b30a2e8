"""The diagram shows every stage, every move and who takes it, legibly."""

from __future__ import annotations

import subprocess
from html import unescape

import pytest

from gongwen.workflow import Definition, Known, dot, mermaid, read

SMALL = """\
name: small
title: 小流程
roles: [经办人, 负责人]
stages:
  申报:
    phase: 立项
    deadline: 5个工作日
    moves:
      - {do: 提交, to: 批准, by: 经办人}
      - {do: 撤回, to: 已撤回, by: 经办人, reason: true}
  批准:
    phase: 立项
    moves:
      - {do: 批准, to: 归档, by: [负责人]}
      - {do: 退回, to: 申报, by: 负责人, reason: true}
      - {do: 退回"补正"<A&B>, to: 申报, by: 经办人, reason: true}
  归档:
    phase: 归档
    moves: []
  已撤回: {moves: []}
"""


def test_mermaid_has_a_frame_per_phase_dashed_returns_and_doubled_ends(known: Known) -> None:
    assert mermaid(read(SMALL, known)) == (
        "flowchart TB\n"
        '  subgraph p1["立项"]\n'
        '    s1["申报<br/><small>5个工作日</small>"]\n'
        '    s2["批准"]\n'
        "  end\n"
        '  subgraph p2["归档"]\n'
        '    s3((("归档")))\n'
        "  end\n"
        '  s4((("已撤回")))\n'
        '  s1 -->|"提交（经办人）"| s2\n'
        '  s1 -.->|"撤回（经办人）"| s4\n'
        '  s2 -->|"批准（负责人）"| s3\n'
        '  s2 -.->|"退回（负责人）<br/>退回#quot;补正#quot;&lt;A&amp;B&gt;（经办人）"| s1\n'
    )


def test_every_stage_and_move_is_in_both_pictures(shipped: Definition) -> None:
    for picture in (mermaid(shipped), dot(shipped)):
        for word in [s.name for s in shipped.stages] + [r.do for _, r in shipped.rules()] + list(shipped.phases):
            assert word in picture


def test_the_font_is_the_callers(paper: Definition) -> None:
    assert 'fontname="仿宋_GB2312"' in dot(paper, "仿宋_GB2312")


def test_a_return_that_leaves_a_choice_is_one_sign_however_many_stages_it_names(paper: Definition) -> None:
    """Arrows to every stage it may lead to would hide the stages between."""
    assert dot(paper).count("中任一") == sum(1 for _, rule in paper.rules() if rule.also)
    assert "回「签发、会签、核稿、<br/>起草」中任一" in dot(paper)


@pytest.mark.slow
def test_graphviz_draws_every_word_without_a_warning(shipped: Definition, known: Known) -> None:
    for definition in (shipped, read(SMALL, known)):
        made = subprocess.run(["dot", "-Tsvg"], input=dot(definition), capture_output=True, text=True, check=True)
        svg = unescape(made.stdout)
        assert "rror" not in made.stderr
        for word in [s.name for s in definition.stages] + [r.do for _, r in definition.rules()]:
            assert f">{word}<" in svg
