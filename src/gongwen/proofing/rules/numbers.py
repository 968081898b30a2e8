"""数字: years, ranges, units, percentages and cited 文号 in the text (GB/T 15835—2011, GB/T 15834—2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofing import zones
from gongwen.proofing.passages import Passage
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.said import FIGURES, MARKS, PRACTICE, TEXT, passages, spots, told, wherever

_HAN = r"[\u4e00-\u9fff]"
_NUMBER_CLAUSE = "GB/T 9704—2012 7.2.5"
_CODE = rf"{_HAN}{{2,12}}"
_CITED = rf"{_CODE}[\[［(（【〔]\s*((?:19|20)\d{{2}})\s*[\]］)）】〕]第?\d{{1,5}}号"
_RIGHT = re.compile(r"〔\d{4}〕[1-9]\d*号$")
_OTHER_NUMBERS = re.compile(
    r"(?:合同|协议|编号|凭证|证书|许可证|案|裁|判|判决|民初|刑初|行初|终|执)\S{0,6}$|(?:编号|合同号)[:：]?\S{0,14}$"
)
_COURT = re.compile(r"[民刑行执终初破仲裁审][字初终执]?[\[［(（【〔]")
_ANY = (*TEXT, zones.TITLE, zones.HEADLINE, zones.LISTED, zones.NOTE)
_UNITS = "人|户|元|万元|亿元|岁|公里|千米|米|个|天|年|月|小时|分钟|件|名|家|次|吨|亩|%|％|万|亿"
_JOIN = "[—～~–－-]|至|到"


def brackets(proof: Proof) -> Iterator[Departure]:
    """7.2.5: the year of a cited 文号 stands in 〔〕; no 第, no leading zero."""
    for passage, found in spots(proof, _CITED, *_ANY, cells=True, quoted=True):
        text = found[0]
        if _RIGHT.search(text) or _COURT.search(text) or _OTHER_NUMBERS.search(passage.text[: found.start() + 6]):
            continue
        at = re.search(r"[\[［(（【〔]", text)
        assert at is not None  # the pattern asks for one
        wanted = _righted(text[at.start() :])
        message = (
            f"引用的发文字号写作“{text[at.start() :]}”，年份用六角括号〔〕、序号不加“第”不编虚位，请改为“{wanted}”。"
        )
        yield told(passage, found.start() + at.start(), found.end(), message, wanted)


def _righted(tail: str) -> str:
    found = re.search(r"(\d{4}).*?0*(\d+)号", tail)
    return f"〔{found[1]}〕{found[2]}号" if found else tail


def cited_order(proof: Proof) -> Iterator[Departure]:
    """A paper is cited by its title, then its number: 《…》（国发〔2026〕1号）."""
    for passage, found in spots(proof, rf"{_CODE}〔\d{{4}}〕\d+号(?:）)?(?=《)", quoted=True):
        start = passage.text.rfind("〔", 0, found.end())
        message = f"引用公文先写标题、后写发文字号，“{passage.text[start : found.end() + 7]}…”请改为《…》（发文字号）。"
        yield told(passage, start, found.end(), message, "《标题》（发文字号）")


def _tell(passage: Passage, found: re.Match[str], message: str, wanted: str) -> Departure:
    return told(passage, found.start(), found.end(), message, wanted)


def short_year(proof: Proof) -> Iterator[Departure]:
    """Years are written with four digits; ranges of years keep them all."""
    alone = r"(?<![\d近历时长约共达满逾超第])(\d{2})年(?=\d{1,2}月(?!个))(?!\d{1,2}月\d*个)"
    for passage, found in spots(proof, alone, *_ANY):
        yield _tell(passage, found, "年份“{}”没有写全，请用四位数字。", f"20{found[1]}年")
    for passage, found in spots(proof, rf"((?:19|20)\d{{2}})年?(?:{_JOIN})(\d{{2}})年(?![^，。]{{0,2}}[期限])", *_ANY):
        wanted = f"{found[1]}—{found[1][:2]}{found[2]}年"
        yield _tell(passage, found, f"年份起止“{{}}”没有写全，请改为“{wanted}”。", wanted)


def percent_ends(proof: Proof) -> Iterator[Departure]:
    """The first number of a range has its % too."""
    for passage, found in spots(proof, rf"(?<![\d.%．第])(\d+(?:\.\d+)?)(?:{_JOIN})(\d+(?:\.\d+)?)[%％]", *_ANY):
        wanted = f"{found[1]}%～{found[2]}%"
        yield _tell(passage, found, f"百分比范围“{{}}”前一个数缺百分号，请改为“{wanted}”。", wanted)


def unit_ends(proof: Proof) -> Iterator[Departure]:
    """万 and 亿 are not dropped across a range: 3万～5万元."""
    pattern = rf"(?<![\d.月日年第号])(\d+(?:\.\d+)?)(?:{_JOIN})(\d+(?:\.\d+)?)([万亿])"
    for passage, found in spots(proof, pattern, *_ANY):
        wanted = f"{found[1]}{found[3]}～{found[2]}{found[3]}"
        yield _tell(passage, found, f"数值范围“{{}}”前一个数略去了“{found[3]}”，请改为“{wanted}”。", wanted)


def approximate(proof: Proof) -> Iterator[Departure]:
    """Two neighbouring numbers that mean about so many are written in Chinese numerals: 三四天."""
    for passage, found in spots(proof, r"(?<![\d.、第）年月（])([1-8])、([2-9])(?=个|天|人|户|名|次|件)"):
        if int(found[2]) == int(found[1]) + 1:
            wanted = "".join("零一二三四五六七八九"[int(part)] for part in found.groups())
            yield _tell(passage, found, f"“{{}}”如表示概数，请用汉字“{wanted}”。", wanted)
    for passage, found in spots(proof, r"(?<!\d)\d{1,2}几"):
        yield _tell(passage, found, "概数“{}”数字和“几”混写，请全用汉字（如“十几”“二十几”）。", "汉字")


def full_width(proof: Proof) -> Iterator[Departure]:
    """Figures are half-width."""
    for passage in passages(proof, *_ANY, zones.NUMBER, zones.DATE, cells=True):
        for found in re.finditer("[０-９]+", passage.text):
            wanted = found[0].translate(str.maketrans("０１２３４５６７８９", "0123456789"))
            yield _tell(passage, found, f"数字“{{}}”是全角的，请改用半角“{wanted}”。", wanted)


_DASH = "[-－–]"
_DATED_DASH = (
    rf"(?<![\d-])(?:\d{{4}}年?{_DASH}(?=\d{{4}}年)|\d{{1,2}}月(?:\d{{1,2}}日)?{_DASH}(?=\d{{1,2}}[月日])"
    rf"|\d{{1,2}}日{_DASH}(?=\d)|\d{{4}}年{_DASH}(?=\d{{4}}))"
)
_NUMBER_DASH = (
    rf"(?<![\dA-Za-z.\-－–月日年第号])\d+(?:\.\d+)?[%％万亿]?{_DASH}"
    rf"(?=\d+(?:\.\d+)?(?:{_UNITS})(?![线楼栋座单元室号]))"
)

CHECKS = (
    Check("cited.brackets", _NUMBER_CLAUSE, "规定", brackets, severity="warning"),
    Check("cited.order", PRACTICE, "实务", cited_order),
    Check("numbers.year", FIGURES, "规定", short_year, severity="warning"),
    Check("numbers.percent", FIGURES, "规定", percent_ends, severity="warning"),
    Check("numbers.unit", FIGURES, "规定", unit_ends, severity="warning"),
    Check("numbers.approximate", FIGURES, "规定", approximate, severity="note"),
    Check("numbers.full_width", FIGURES, "规定", full_width, severity="warning"),
    Check("numbers.decimal", FIGURES, "规定", wherever(
        r"(?<![\d.．A-Za-z])\.\d+(?=[%％万亿元米])", "小数“{}”缺整数位的“0”，请补上。", "0.…", *_ANY),
        severity="warning"),
    Check("numbers.weekday", FIGURES, "规定", wherever(
        r"(?:星期|礼拜|每周)[1-7](?![\d日天次—～至-])", "“{}”中的星期几用汉字，请改正。", "汉字", *_ANY),
        severity="warning"),
    Check("numbers.lunar", FIGURES, "规定", wherever(
        r"农历[^，。；\d]{0,6}\d{1,2}月(?:\d{1,2}日?)?", "农历日期“{}”用汉字书写，请改正。", "汉字", *_ANY),
        severity="warning"),
    Check("numbers.span", MARKS, "规定", wherever(
        _DATED_DASH, "时间起止“{}…”用短横线连接，请用一字线“—”或“至”。", "—或至", *_ANY), severity="warning"),
    Check("numbers.range", MARKS, "规定", wherever(
        _NUMBER_DASH, "数值范围“{}…”用短横线连接，请用浪纹线“～”或一字线“—”。", "～", *_ANY), severity="warning"),
)  # fmt: skip
