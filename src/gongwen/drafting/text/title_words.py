"""标题分词: where a line of a title may end, and how ill each place is; the words come from a segmentation library.

Costs grow from a word that would rather stay with its neighbour (3) over a parted organ's name or short 书名号 (30) to
what is parted only when no other way is left (`NEVER`): a date, a figure and its unit, a word, a quotation.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from gongwen.document import layout
from gongwen.drafting.text import quantities, title_terms
from gongwen.drafting.word import widths

LINE = layout.TYPE_WIDTH / layout.SIZE_2
"""Characters of 2号 that a line holds."""

NEVER = 200.0
"""What parting costs where it is done only when no other way is left."""
_BROKEN_ORGAN, _BROKEN_BOOK, _BEFORE_NOTE = 30.0, 30.0, 15.0
_DANGLING = 60.0
"""A line that ends with 关于, 和, 对 …, or begins with 等."""
_NOT_FIRST_WORDS = ("等", "以上", "以下", "以内", "为主")
_NOT_LAST_WORDS = frozenset(title_terms.NOT_LAST.split())
_LOOSE = frozenset("的地得和与及或对在为向把将并以从由至到按经被于暨就因")
"""Single characters that are words of their own; others side by side are taken for a name."""
_SUFFIXES = frozenset("省市县区乡镇村街局部委厅会办组室员户期号年月日者性化站所院校处科队团")
"""What closes a name or a word: 青禾市 is not parted before 市, even where the segmenter does not know it."""
_ADVERBS = frozenset(title_terms.ADVERBS.split())
_VERBS = frozenset(title_terms.VERBS.split())
_ADJECTIVES = frozenset(title_terms.ADJECTIVES.split())
_ISSUES = frozenset({"印发", "转发", "批转", "发布", "公布"})
_STARTS = _ISSUES | {"关于", "做好", "加强", "进一步", "开展", "贯彻", "推进", "切实", "给予", "予以", "并", "实施"}
_DOCUMENTS = frozenset(title_terms.DOCUMENTS.split())
_HEADS = frozenset(title_terms.HEADS.split())
_BOOK = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉")
_QUOTED = re.compile(r"“[^“”]*”|（[^（）]*）|〔[^〔〕]*〕|\([^()]*\)|「[^「」]*」")
_STOP = "关于|印发|转发|批转|同意|表彰|成立|调整|做好|开展|给予|支持|[的和与及等在对向，、：；《》〈〉（）“”]"
_HAN = r"[\u4e00-\u9fa5]"
_DIVISION = "自治区|自治州|自治县|省|市|县|区|州|盟|旗|镇|乡|街道"
_PLACE = rf"(?:中共|中国共产党)?(?:{_HAN}{{1,3}}(?:{_DIVISION})|[省市县区州镇乡])"
_CLOSING = (
    "人民政府|政府|委员会|领导小组|联合会|总工会|红十字会|慈善总会|协会|党工委|党委|党组|人民法院|法院|检察院|指挥部|"
    "宣传部|组织部|统战部|政法委|妇联|残联|文明办|帮扶办|团委|政协|人大|局|厅|健康委|改革委|委(?![员托])|办公室|"
    "办(?!法|理|好)|中心(?!工作)"
)
_TWIN = "资源和社会|房和城乡|展和改革|业和信息|化和旅游|源和规划"
"""和 within an organ's name."""
_BRANCH = "常委会|常务委员会|办公厅|办公室|党组"
_ORGAN = re.compile(rf"{_PLACE}(?:{_TWIN}|(?!{_STOP}){_HAN}){{0,16}}?(?:{_CLOSING})(?:{_BRANCH})?")


def costs(text: str, names: Iterable[str] = ()) -> dict[int, float]:
    """Every place where a line of the title may end (by the marks' rules), and what ending there costs."""
    words = _word_ends(text)
    hard, soft = _spans(text, list(names), words)
    made = {}
    for at in range(1, len(text)):
        if may_part(text, at):
            kept = NEVER * (inside(at, hard) + 2 * (at not in words))
            made[at] = kept + sum(cost for span, cost in soft if inside(at, [span])) + _wording(words, at)
    return made


def may_part(text: str, at: int) -> bool:
    """Whether marks and particles let a line end here."""
    return text[at] not in widths.NOT_FIRST and text[at] not in "的地得们" and text[at - 1] not in widths.NOT_LAST


def inside(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a place lies within one of the spans."""
    return any(a < at < b for a, b in spans)


def _spans(
    text: str, names: list[str], words: dict[int, tuple[str, str]]
) -> tuple[list[tuple[int, int]], list[tuple[tuple[int, int], float]]]:
    """What stays whole, and what had better: as far as it fits on a line."""
    hard = [*quantities.wider_spans(text), *(found.span() for found in _QUOTED.finditer(text))]
    for name in filter(None, (*names, *map(_place, names))):
        hard += [found.span() for found in re.finditer(re.escape(name), text)]
    soft = [(found.span(), _BROKEN_BOOK) for found in _BOOK.finditer(text)]
    soft += [(span, _BROKEN_ORGAN) for span in _organs(text, words)]
    return [span for span in hard if _fits(text, span)], [one for one in soft if _fits(text, one[0])]


def _fits(text: str, span: tuple[int, int]) -> bool:
    return widths.width(text[slice(*span)]) <= LINE


def _organs(text: str, words: dict[int, tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Organs' names in the title, each from the beginning of a word on."""
    at = 0
    while at < len(text):
        found = _ORGAN.match(text, at) if at == 0 or at in words else None
        if found:
            yield found.span()
        at = found.end() if found else at + 1


def _place(name: str) -> str:
    """The place an organ's name begins with: 青禾市."""
    found = re.match(r"(?:中共|中国共产党)?(.{1,4}?[省市县区州盟旗镇乡])", name)
    return found[1] if found else ""


def _wording(words: dict[int, tuple[str, str]], at: int) -> float:
    """What it costs by the words on either side."""
    if at not in words:
        return 0
    before, after = words[at]
    return _at_the_end(before) + _at_the_start(after)


def _at_the_end(word: str) -> float:
    if word in _NOT_LAST_WORDS:
        return _DANGLING
    if word in _ADVERBS:
        return 8
    if word in _VERBS or word in _ADJECTIVES:
        return 4
    if word in _ISSUES:
        return 2
    return -1 if word in ("的", "、", "，", "》", "〉", "”", "）") else 0


def _at_the_start(word: str) -> float:
    if word.startswith(_NOT_FIRST_WORDS):
        return _DANGLING
    if word[:1] in "（(":
        return _BEFORE_NOTE
    if word in _DOCUMENTS:
        return 7
    if word in _HEADS:
        return 4
    return -3 if word in _STARTS else 0


def _word_ends(text: str) -> dict[int, tuple[str, str]]:
    """The ends of words by position, each with its words before and after."""
    made, at = {}, 0
    for word, following in pairwise([*_words(text), ""]):
        at += len(word)
        if following and not _belong(word, following):
            made[at] = (word, following)
    return made


def _belong(word: str, following: str) -> bool:
    """Single characters side by side are a name the segmenter does not know (青 禾 市), unless they are particles."""
    if len(following) == 1 and following in _SUFFIXES:
        return word not in _NOT_LAST_WORDS and word[-1:].isalnum()
    alone = len(word) == len(following) == 1
    return alone and not {word, following} & _LOOSE and word.isalnum() and following.isalnum()


def _words(text: str) -> list[str]:
    return list(_segmenter().cut(text, HMM=False))


@cache
def _segmenter() -> Any:
    """jieba with its own dictionary, read straight from the package: no cache file where others could plant one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    for word in title_terms.TERMS.split():
        segmenter.add_word(word)
    return segmenter
