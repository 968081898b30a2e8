"""行文规则: R1–R16, who writes to whom, and with whose consent (《党政机关公文处理工作条例》 第十四条至第十七条).

An organ's level is read from its name and consent from the text, so these rules warn or ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from gongwen.proofing import zones
from gongwen.proofing.ranks import Rank, is_government, is_leading_office, rank
from gongwen.proofing.rules.check import Check, Departure, Proof
from gongwen.proofing.rules.recipients import Named, copied_organs, main_organs
from gongwen.proofing.rules.said import ARTICLE, spots, told
from gongwen.proofing.rules.titles import issuers, kind_of, title_of, upward

_PERSON = re.compile(r"(?:同志|先生|女士)$|(?:书记|省长|市长|县长|区长|乡长|镇长|局长|厅长|主任|部长|主席)(?:同志)?$")
_CONSENT = r"经[^。；]{0,24}(?:同意|批准|授权|研究决定)|(?:受|根据)[^。；]{0,16}(?:委托|授权)"
_DIRECTING = (
    r"认真贯彻|贯彻执行|遵照执行|抓好落实|抓好贯彻|务必|(?:各[县区乡镇]|你们|各地)[^。]{0,24}(?:要|应当|必须)"
    r"|请[^。；]{0,24}(?:落实|执行|报送)"
)
_INTERNAL = re.compile(r"(?:局|厅|委员会|委|部)[\u4e00-\u9fff]{2,10}(?:科|处|股)$")


def _own(proof: Proof) -> Rank | None:
    names = issuers(proof)
    return rank(names[0]) if names else None


def _at(named: Named, message: str, wanted: str) -> Departure:
    name, passage, at = named
    return told(passage, at, at + len(name), message, wanted)


def _downward(proof: Proof) -> bool:
    return (proof.paper.direction == "下行") if proof.paper else kind_of(proof) in ("通知", "决定", "通报", "批复")


def _says(proof: Proof, pattern: str) -> bool:
    return next(spots(proof, pattern), None) is not None


def level_skipped(proof: Proof) -> Iterator[Departure]:
    """R1, 条例 14: no level is skipped; where one must be, the organ skipped is copied."""
    own = _own(proof)
    copied = [rank(name) for name, *_ in copied_organs(proof)]
    for named in main_organs(proof) if own and upward(proof) else ():
        to = rank(named[0])
        if own and to and own.height - to.height > 1:
            between = [one for one in copied if one and to.height < one.height < own.height]
            if not between:
                message = "主送“{}”似为越级行文，一般不得越级；确需越级的，应同时抄送被越过的机关，请核对。"
                yield _at(named, message, "抄送被越过的机关")


def several_superiors(proof: Proof) -> Iterator[Departure]:
    """R2, 条例 15(1): an upward paper goes to one superior organ in principle."""
    main = main_organs(proof)
    if upward(proof) and len(main) > 1:
        yield _at(main[1], f"上行文主送 {len(main)} 个机关，原则上只主送一个上级机关，其他请改为抄送。", "一个主送机关")


def copied_down(proof: Proof) -> Iterator[Departure]:
    """R2, 条例 15(1): an upward paper is not copied to lower organs."""
    own = _own(proof)
    for named in copied_organs(proof) if own and upward(proof) else ():
        copied = rank(named[0])
        if own and copied and copied.height > own.height and copied.level > own.level:
            yield _at(named, "上行文抄送了“{}”，上行文不得抄送下级机关，请从抄送中删去。", "不抄送下级机关")


def consent_upward(proof: Proof) -> Iterator[Departure]:
    """R3, 条例 15(2): a department asks its superior department on a major matter with its own government's consent."""
    own, main = _own(proof), main_organs(proof)
    if not (own and own.department and upward(proof) and len(main) == 1):
        return
    to = rank(main[0][0])
    if to and to.department and to.level < own.level and not _says(proof, _CONSENT):
        for passage, found in spots(proof, "重大事项|重大问题|重大项目|重大政策", zones.TITLE, zones.BODY):
            message = "部门向上级主管部门请示、报告“{}”，应当经本级党委、政府同意或者授权，请确认并写明。"
            yield told(passage, found.start(), found.end(), message, "经本级党委、政府同意")
            return


def forwarded_bare(proof: Proof) -> Iterator[Departure]:
    """R4, 条例 15(3): a lower organ's request is forwarded with an opinion of one's own."""
    if not upward(proof) or _says(proof, "意见|建议|认为|我[局委厅办市县区]?(?:拟|同意)|经研究|经审核"):
        return
    for passage, found in spots(proof, r"现将[^。]{0,60}?(?:转报|转呈|报上|呈报|上报)", quoted=True):
        message = "“{}”未见本机关的倾向性意见，下级机关的请示不得原文转报，请写明意见。"
        yield told(passage, found.start(), found.end(), message, "倾向性意见")


_ASK = (
    r"请(?:予以?|给予|[省市县区]?(?:委|政府|领导))?(?:审查)?(?:批示|批准|审批|批复|核准|审定)|[妥当]否|"
    r"(?:恳请|请求|特请)[^。；]{0,30}(?:支持|解决|批准|拨付|拨款|同意|协调|追加)"
)


def request_in_report(proof: Proof) -> Iterator[Departure]:
    """R5, 条例 15(4): a report carries no request."""
    if kind_of(proof) != "报告":
        return
    for passage, found in spots(proof, _ASK):
        if passage.zone == zones.BODY:
            message = "报告中有请示性的“{}”，不得在报告等非请示性公文中夹带请示事项，请另行请示。"
            yield told(passage, found.start(), found.end(), message, "不夹带请示事项")


def several_requests(proof: Proof) -> Iterator[Departure]:
    """R5, 条例 15(4): one request, one matter."""
    if kind_of(proof) != "请示":
        return
    pattern = (
        r"(?:另|另外|此外|同时|一并)[，,]?(?:恳请|请求|特?请)[^。；]{0,30}(?:支持|解决|批准|批示|拨付|同意|追加|协调)"
    )
    for passage, found in spots(proof, pattern):
        if passage.zone == zones.BODY:
            message = "“{}”像是另一个请求事项，请示应当一文一事，请确认是否分别行文。"
            yield told(passage, found.start(), found.end(), message, "一文一事")


def to_a_person(proof: Proof) -> Iterator[Departure]:
    """R6, 条例 15(5): nothing goes to a leader personally, unless the leader assigned it."""
    for named in (*main_organs(proof), *copied_organs(proof)) if upward(proof) else ():
        if _PERSON.search(named[0]):
            message = (
                "“{}”是个人，除上级机关负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文，请改送机关。"
            )
            yield _at(named, message, "上级机关")


def by_a_person(proof: Proof) -> Iterator[Departure]:
    """R6, 条例 15(5): no leader writes to a superior organ in the leader's own name; a 议案 is signed by the head."""
    signed = proof.zones.of(zones.SIGNATURE)
    if upward(proof) and proof.paper and proof.paper.sign_off == "stamp" and signed and kind_of(proof) != "议案":
        passage = next(one for one in proof.passages if one.zone == zones.SIGNATURE)
        message = "上行文由“{}”个人署名，不得以本机关负责人名义向上级机关报送公文，请署机关名称、加盖机关印章。"
        yield told(passage, 0, len(passage.text), message, "机关署名")


def other_superior(proof: Proof) -> Iterator[Departure]:
    """R7, 条例 15(6), 16(5): of two superiors, the one that is not written to may need a copy."""
    names = issuers(proof)
    copied = {name for name, *_ in copied_organs(proof)}
    main = main_organs(proof)
    for named in main:
        above = proof.facts.superiors.get(names[0], ()) if names and upward(proof) else ()
        below = proof.facts.superiors.get(named[0], ()) if names and not upward(proof) else ()
        mine = named[0] if above else names[0] if names else ""
        others = [organ for organ in (above or below) if organ != mine and organ not in copied]
        if mine in (above or below) and others:
            whose = "本机关" if above else "“{}”"
            message = f"{whose}受双重领导，必要时抄送另一个上级机关“{others[0]}”，请核对抄送。"
            yield _at(named, message, f"抄送{others[0]}")


def important_upward(proof: Proof) -> Iterator[Departure]:
    """R8, 条例 16(1): an important downward paper is copied to the direct superior organ, often to its 办公厅（室）."""
    own, title = _own(proof), title_of(proof)
    found = re.search("重大|重要", title.bare) if title else None
    if not (own and title and found and _downward(proof)):
        return
    copied = [(name, rank(name)) for name, *_ in copied_organs(proof)]
    if not any(is_leading_office(name) or (one and one.height < own.height) for name, one in copied):
        message = "标题写明“{}”，向下级机关的重要行文应当同时抄送本机关的直接上级机关，请确认抄送。"
        yield told(title, found.start(), found.end(), message, "抄送直接上级机关")


def directed_down(proof: Proof) -> Iterator[Departure]:
    """R9, 条例 16(2): a department directs lower governments only with its own government's consent."""
    names = issuers(proof)
    own = _own(proof)
    if not own or not own.department or not _downward(proof) or any(map(is_leading_office, names)):
        return
    if any(map(is_government, names)) or _says(proof, _CONSENT) or not _says(proof, _DIRECTING):
        return
    for named in main_organs(proof):
        to = rank(named[0])
        if to and to.level > own.level and is_government(named[0]):
            message = (
                "部门向下级党委、政府“{}”提出指令性要求，须经本级政府同意并在文中写明“经……同意”，请核对或改送对口部门。"
            )
            yield _at(named, message, "文中注明已经政府同意")
            return


def not_agreed(proof: Proof) -> Iterator[Departure]:
    """R11, 条例 16(4): a matter on which the departments concerned have not agreed is not issued down."""
    pattern = r"(?:尚未|未能?|没有)(?:协商一致|达成一致|取得一致)|(?:有关|相关)?部门意见(?:尚)?不一致"
    for passage, found in spots(proof, pattern) if _downward(proof) else ():
        if passage.zone == zones.BODY and not re.search(r"[凡如若的]", passage.bare[found.end() : found.end() + 1]):
            before = re.split("[。；]", passage.bare[: found.start()])[-1]
            if not re.search("[凡如若对]|不得", before):
                message = "文中说“{}”，涉及多个部门职权的事务，部门之间未协商一致不得向下行文，请先协商。"
                yield told(passage, found.start(), found.end(), message, "协商一致后行文")


def unequal(proof: Proof) -> Iterator[Departure]:
    """R12, 条例 17: only organs of the same level issue jointly."""
    if not proof.paper:
        return
    ranks = [(organ.name, rank(organ.name)) for organ in proof.paper.issuers]
    known = [(name, one) for name, one in ranks if one]
    for (first, one), (other, two) in pairwise(known):
        if one.level != two.level and one.height != two.height:
            passage = title_of(proof)
            if passage:
                message = f"“{first}”与“{other}”似不同级，同级机关才可以联合行文，请核对。"
                yield told(passage, 0, min(len(passage.text), 12), message, "同级机关")
            return


def internal_unit(proof: Proof) -> Iterator[Departure]:
    """R13, 条例 17: a unit within a department, its 办公厅（室） excepted, issues nothing formal outside."""
    passage = title_of(proof)
    for name in issuers(proof) if passage else ():
        if passage and _INTERNAL.search(name) and not name.endswith("办公室"):
            message = f"“{name}”似为部门内设机构，除办公厅（室）外不得对外正式行文，请核对发文机关。"
            yield told(passage, 0, min(len(passage.text), 12), message, "部门或其办公厅（室）")


def foreign_code(proof: Proof) -> Iterator[Departure]:
    """条例 9(5): the number bears the code of the lead organ; whose a code is, only the office knows."""
    names = issuers(proof)
    for passage in proof.passages:
        found = re.match(r"([\u4e00-\u9fffA-Za-z]+)〔", passage.text) if passage.zone == zones.NUMBER else None
        owner = proof.facts.codes.get(found[1]) if found else None
        if found and owner and names and owner not in names[:1]:
            message = f"机关代字“{{}}”是{owner}的，版头最前的是{names[0]}；主办机关应排在最前，请核对次序和文号。"
            yield told(passage, 0, len(found[1]), message, names[0])


def signed_by_another(proof: Proof) -> Iterator[Departure]:
    """R16, 条例 9(13): who signs is who issues, by the mark of a page that nobody described."""
    mark, signed = issuers(proof), [one for one in proof.passages if one.zone == zones.SIGNATURE]
    if proof.paper or len(mark) != 1 or len(signed) != 1 or proof.layout not in ("文件", "信函"):
        return
    name = signed[0].text
    if not (_within(name, mark[0]) or _within(mark[0], name)):
        message = f"署名“{{}}”与发文机关标志“{mark[0]}”不是同一个机关，请核对署名和印章。"
        yield told(signed[0], 0, len(name), message, mark[0])


def _within(short: str, long: Iterable[str]) -> bool:
    """Whether the characters of a short name stand in the long one in the same order."""
    rest = iter(long)
    return all(char in rest for char in short)


CHECKS = (
    Check("procedure.levels", ARTICLE.format("十四"), "规定", level_skipped, severity="warning"),
    Check("procedure.one_superior", ARTICLE.format("十五"), "一般", several_superiors),
    Check("procedure.copied_down", ARTICLE.format("十五"), "规定", copied_down, severity="warning"),
    Check("procedure.consent", ARTICLE.format("十五"), "规定", consent_upward, severity="note"),
    Check("procedure.forwarded", ARTICLE.format("十五"), "规定", forwarded_bare, severity="warning"),
    Check("procedure.report", ARTICLE.format("十五"), "规定", request_in_report, severity="warning"),
    Check("procedure.one_matter", ARTICLE.format("十五"), "规定", several_requests, severity="note"),
    Check("procedure.person", ARTICLE.format("十五"), "规定", to_a_person, severity="warning"),
    Check("procedure.leader", ARTICLE.format("十五"), "规定", by_a_person, severity="warning"),
    Check("procedure.dual", ARTICLE.format("十六"), "规定", other_superior, severity="warning"),
    Check("procedure.important", ARTICLE.format("十六"), "规定", important_upward, severity="note"),
    Check("procedure.directed", ARTICLE.format("十六"), "规定", directed_down, severity="warning"),
    Check("procedure.agreed", ARTICLE.format("十六"), "规定", not_agreed, severity="warning"),
    Check("procedure.joint", ARTICLE.format("十七"), "规定", unequal, severity="warning"),
    Check("procedure.internal", ARTICLE.format("十七"), "规定", internal_unit, severity="warning"),
    Check("procedure.code", ARTICLE.format("九"), "规定", foreign_code, severity="warning"),
    Check("procedure.signed", ARTICLE.format("九"), "规定", signed_by_another, severity="warning"),
)
