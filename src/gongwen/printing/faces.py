"""字体对照表: the faces GB/T 9704 names, the families papers ask for, and the free font files that stand in for them.

Standard library only, no file access: the set-up fetches what is listed here, the rest of the room uses it. A change of
the table changes line breaks and page counts, so it goes with a new `FONT_SET` (the private folder is named after it).
"""

from __future__ import annotations

from dataclasses import dataclass

FONT_SET = "1"


@dataclass(frozen=True)
class Face:
    """字体: one face of the standard.

    `families` are names of real (mostly licensed) fonts, the first the one our papers ask for; any of them installed on
    the machine wins. `stand_ins` follow in order; a later one also supplies the characters an earlier one lacks.
    """

    name: str
    families: tuple[str, ...]
    stand_ins: tuple[str, ...]


FACES = (
    Face(
        "仿宋",
        ("仿宋_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong"),
        ("FandolFang R", "LXGW WenKai Light", "Noto Serif SC"),
    ),
    Face(
        "楷体",
        ("楷体_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti"),
        ("FandolKai", "LXGW WenKai", "Noto Serif SC"),
    ),
    Face("黑体", ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "华文黑体", "STHeiti"), ("Noto Sans SC",)),
    Face("宋体", ("宋体", "SimSun", "新宋体", "NSimSun", "方正书宋_GBK", "华文宋体", "STSong"), ("Noto Serif SC",)),
    Face(
        "小标宋",
        ("方正小标宋简体", "方正小标宋_GBK", "方正小标宋_GB18030", "小标宋体", "华文中宋", "STZhongsong"),
        ("Noto Serif SC SemiBold", "Noto Serif SC"),
    ),
    Face("西文", ("Times New Roman", "Times", "TimesNewRomanPSMT"), ("Liberation Serif",)),
)

# Names that papers made elsewhere and LibreOffice itself ask for. Every name asked for needs a rule: without one
# fontconfig sorts all fonts of the machine again and again, and printing takes five times as long.
OTHER_FAMILIES = (
    (("微软雅黑", "Microsoft YaHei", "等线", "DengXian", "sans-serif", "Andale Sans UI"), ("Noto Sans SC",)),
    (("Calibri", "Arial", "Helvetica", "DejaVu Sans"), ("Liberation Sans", "Liberation Serif", "Noto Sans SC")),
    (("Cambria", "serif", "Georgia"), ("Liberation Serif", "Noto Serif SC")),
    (("Courier New", "monospace"), ("Liberation Mono", "Liberation Serif", "Noto Sans SC")),
)

# Brought by LibreOffice itself, for the bullets of lists.
OWN_FONTS = ("OpenSymbol",)

# Appended to every request: a face nobody foresaw still prints legible Chinese, the same on every machine.
LAST_RESORT = ("Noto Serif SC", "LXGW WenKai", "Liberation Serif")


@dataclass(frozen=True)
class FontFile:
    """字体文件: one file of the private folder and where the set-up takes it from.

    `source` is a package (apt or npm) and `member` the file inside; `sha256` is that of the member, before conversion.
    """

    name: str
    family: str
    source: str
    member: str
    sha256: str
    licence: str

    @property
    def converted(self) -> bool:
        """Whether the member is an OpenType/CFF font that the set-up turns into TrueType."""
        return self.member.endswith(".otf")


_FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
_WENKAI = "usr/share/fonts/truetype/lxgw-wenkai/"
_LIBERATION = "usr/share/fonts/truetype/liberation2/"
_GPL = "GPL-2.0 with font exception"
_OFL = "OFL-1.1"

FONT_FILES = (
    FontFile(
        "FandolFang-Regular.ttf", "FandolFang R", "apt:texlive-lang-chinese", _FANDOL + "FandolFang-Regular.otf",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9", _GPL,
    ),
    FontFile(
        "FandolKai-Regular.ttf", "FandolKai", "apt:texlive-lang-chinese", _FANDOL + "FandolKai-Regular.otf",
        "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827", _GPL,
    ),
    FontFile(
        "NotoSansSC_400Regular.ttf", "Noto Sans SC", "npm:@expo-google-fonts/noto-sans-sc@0.4.3",
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16", _OFL,
    ),
    FontFile(
        "NotoSerifSC_400Regular.ttf", "Noto Serif SC", "npm:@expo-google-fonts/noto-serif-sc@0.4.3",
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742", _OFL,
    ),
    FontFile(
        "NotoSerifSC_600SemiBold.ttf", "Noto Serif SC SemiBold", "npm:@expo-google-fonts/noto-serif-sc@0.4.3",
        "package/600SemiBold/NotoSerifSC_600SemiBold.ttf",
        "5d19e0f438d4a30371f584d34a87c9232dba0a85237db63fe5337fe743487def", _OFL,
    ),
    FontFile(
        "NotoSerifSC_700Bold.ttf", "Noto Serif SC", "npm:@expo-google-fonts/noto-serif-sc@0.4.3",
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6", _OFL,
    ),
    FontFile(
        "LXGWWenKai-Light.ttf", "LXGW WenKai Light", "apt:fonts-lxgw-wenkai", _WENKAI + "LXGWWenKai-Light.ttf",
        "e302f84a1967817f91fc4011de7c8c12489c41072a7f0605a1c7b1399352cb93", _OFL,
    ),
    FontFile(
        "LXGWWenKai-Regular.ttf", "LXGW WenKai", "apt:fonts-lxgw-wenkai", _WENKAI + "LXGWWenKai-Regular.ttf",
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8", _OFL,
    ),
    FontFile(
        "LiberationSerif-Regular.ttf", "Liberation Serif", "apt:fonts-liberation2",
        _LIBERATION + "LiberationSerif-Regular.ttf",
        "29d12439831b7f59194efec85872f24f54eff05738933f9a860220d2abff88ba", _OFL,
    ),
    FontFile(
        "LiberationSerif-Bold.ttf", "Liberation Serif", "apt:fonts-liberation2",
        _LIBERATION + "LiberationSerif-Bold.ttf",
        "446a4421f297698427170fd7db20e59169a4188baaaf940e9bea58af6341a723", _OFL,
    ),
    FontFile(
        "LiberationSans-Regular.ttf", "Liberation Sans", "apt:fonts-liberation2",
        _LIBERATION + "LiberationSans-Regular.ttf",
        "8d91388f1d3604b3b8ae0e3ee2d140e50cd6122f9214514f4aca772540a4076d", _OFL,
    ),
)  # fmt: skip
