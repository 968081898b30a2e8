"""字体归类: font names of PDFs and the typefaces they are."""

from __future__ import annotations

import pytest

from gongwen.proofing.faces import FaceOf, face_of


@pytest.mark.parametrize(
    ("font", "category", "stand_in"),
    [
        ("FandolFang-Regular", "仿宋", True),
        ("FangSong_GB2312", "仿宋", False),
        ("FZFSK--GBK1-0", "仿宋", False),
        ("LXGWWenKai-Light", "仿宋", True),
        ("LXGWWenKai-Regular", "楷体", True),
        ("FandolKai-Regular", "楷体", True),
        ("NotoSansSC-Regular", "黑体", True),
        ("SimHei", "黑体", False),
        ("NotoSerifSC-SemiBold", "小标宋", True),
        ("NotoSerifSC-Regular", "宋体", True),
        ("FZXBSJW--GB1-0", "小标宋", False),
        ("SimSun,Bold", "宋体", False),
        ("TimesNewRomanPS-BoldMT", "西文", False),
        ("LiberationSerif", "西文", True),
        ("方正小标宋简体", "小标宋", False),
        ("SomethingElse", "SomethingElse", False),
    ],
)
def test_a_font_name_is_told_as_a_typeface(font: str, category: str, stand_in: bool) -> None:
    assert face_of(font) == FaceOf(category, stand_in)
