"""行文规则: R1–R16 speak on papers that break them and stay silent on those that only come near."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from gongwen.document.facts import Facts
from gongwen.document.model import Organ, Paper, Signer
from gongwen.proofing.ranks import is_government, is_leading_office, rank
from gongwen.proofing.rules import CHECKS
from proofing import texts
from proofing.texts import Said, found_by

ORGAN = Organ("青禾市民政局", "市民政局")
NOTICE = Paper(kind="通知", issuers=(ORGAN,), number="青民〔2026〕7号", date=date(2026, 7, 4))
ASKING = replace(NOTICE, kind="请示", direction="上行", signers=(Signer("肖捷"),))
JOINT = replace(NOTICE, issuers=(ORGAN, Organ("临溪县民政局")))
UP = Said(
    title="青禾市民政局关于追加助学资金的请示",
    recipients="青禾市人民政府",
    signer="肖　捷",
    text=("今冬困难学生增加，现请示追加助学资金。", "妥否，请批示。"),
    paper=ASKING,
)
REPORT = replace(
    UP, title="青禾市民政局关于助学工作的报告", paper=replace(ASKING, kind="报告"), text=("现将情况报告如下。",)
)
COUNTY = replace(ASKING, issuers=(Organ("临溪县民政局"),))
DOWN = Said(paper=NOTICE)
ORDERS = ("请各县（区）认真贯彻执行。",)
TWO = Facts(
    superiors={"青禾市民政局": ("青禾市人民政府", "东江省民政厅"), "望山区税务局": ("青禾市税务局", "望山区人民政府")}
)
OWNED = Facts(codes={"青财": "青禾市财政局", "青民": "青禾市民政局"})


def titled(title: str, *, foreign: bool = True) -> Said:
    return Said(title=title, paper=None if foreign else NOTICE)


PLANTED: Mapping[str, tuple[Said, ...]] = {
    "procedure.levels": (
        replace(UP, recipients="东江省民政厅", paper=COUNTY),
        replace(UP, recipients="东江省人民政府", cc="青禾市财政局", paper=replace(ASKING, issuers=(ORGAN,))),
        replace(UP, recipients="东江省民政厅", mark="临溪县民政局文件", signed="临溪县民政局", paper=None),
    ),
    "procedure.one_superior": (replace(UP, recipients="青禾市人民政府，青禾市财政局"),),
    "procedure.copied_down": (replace(UP, cc="各县（区）民政局"), replace(UP, cc="市财政局，临溪县民政局", paper=None)),
    "procedure.consent": (replace(UP, recipients="东江省民政厅", text=("现就重大事项请示如下。", "妥否，请批示。")),),
    "procedure.forwarded": (
        replace(UP, text=("现将《临溪县民政局关于追加资金的请示》（临民〔2026〕3号）转报如下。", "妥否，请批示。")),
    ),
    "procedure.report": (
        replace(REPORT, text=("今年走访5000户。", "恳请市政府拨付资金200万元。")),
        replace(REPORT, text=("以上报告妥否，请批示。",)),
        replace(REPORT, text=("请予批准。",), paper=None),
    ),
    "procedure.one_matter": (replace(UP, text=("请求追加资金。", "另外，恳请解决办公用房问题。", "妥否，请批示。")),),
    "procedure.person": (replace(UP, recipients="沈行市长"), replace(UP, recipients="沈行同志")),
    "procedure.leader": (replace(UP, signed="局长肖捷", paper=replace(ASKING, sign_off="stamp")),),
    "procedure.dual": (
        replace(UP, facts=TWO),
        replace(DOWN, mark="青禾市税务局文件", recipients="望山区税务局", facts=TWO,
                paper=replace(NOTICE, issuers=(Organ("青禾市税务局"),))),
    ),
    "procedure.important": (replace(DOWN, title="关于做好重大灾害救助的通知"),
                            replace(DOWN, title="关于重要事项的通知", cc="市财政局，望山区民政局", paper=None)),
    "procedure.directed": (
        replace(DOWN, recipients="各县（区）人民政府", text=ORDERS),
        replace(DOWN, recipients="临溪县人民政府，望山区人民政府", text=ORDERS, paper=None),
        replace(DOWN, recipients="各乡镇人民政府", text=("各乡镇必须于月底前完成。",)),
    ),
    "procedure.agreed": (replace(DOWN, text=("这项工作有关部门意见不一致，暂按本通知执行。",)),
                         replace(DOWN, text=("经费由谁承担尚未协商一致。",))),
    "procedure.joint": (replace(DOWN, paper=JOINT),),
    "procedure.internal": (replace(DOWN, paper=replace(NOTICE, issuers=(Organ("青禾市民政局社会救助科"),))),
                           replace(DOWN, mark="青禾市民政局社会救助科文件", paper=None)),
    "procedure.code": (replace(DOWN, number="青财〔2026〕7号", facts=OWNED),),
    "procedure.signed": (replace(DOWN, paper=None, signed="青禾市财政局"),),
    "recipients.both": (replace(DOWN, cc="市财政局，各县（区）民政局"),
                        replace(DOWN, recipients="市财政局，市教育局", cc="市教育局", paper=None)),
    "recipients.repeated": (replace(DOWN, recipients="市财政局，市教育局，市财政局"), replace(DOWN, cc="市民政局"),
                            replace(DOWN, cc="市财政局，市教育局，市财政局", paper=None)),
    "title.repeated": (titled("转发市民政局关于做好助学工作的通知的通知"),),
    "title.about": (titled("关于关于做好助学工作的通知"), titled("青禾市民政局关于转发省民政厅关于做好助学工作的通知")),
    "title.object": (titled("青禾市民政局关于印发困难家庭临时救助办法的通知"),),
    "title.urgent": (titled("关于做好受灾家庭救助的紧急通知"),),
    "title.mark": (titled("关于做好助学工作的通知。"),),
    "title.unknown": (titled("青禾市困难家庭帮扶工作方案"), titled("2026年工作要点")),
    "title.kinds": (titled("关于追加助学资金的请示报告"),),
    "title.subject": (titled("青禾市民政局通知"), titled("通知", foreign=False)),
    "title.organ": (),
    "closing.missing": (replace(UP, text=("请示追加助学资金200万元。",)),
                        replace(DOWN, title="关于同意助学项目的批复", paper=replace(NOTICE, kind="批复"),
                                text=("《关于助学项目的请示》收悉。同意开展。",))),
    "closing.kind": (replace(UP, text=("请追加资金。", "特此报告。")), replace(DOWN, text=("请遵照执行。特此通报。",))),
    "closing.cited": (replace(DOWN, title="关于同意助学项目的批复", paper=replace(NOTICE, kind="批复"),
                              text=("同意你局开展助学项目。", "此复。")),),
    "length.text": (replace(DOWN, text=("走访困难家庭帮扶工作落实到户，" * 350,)),),
}  # fmt: skip

NEAR: Mapping[str, tuple[Said, ...]] = {
    "procedure.levels": (UP, replace(UP, recipients="东江省民政厅", cc="青禾市民政局", paper=COUNTY),
                         replace(UP, recipients="东江省民政厅"), replace(UP, recipients="青禾市民政局", paper=COUNTY)),
    "procedure.one_superior": (UP, replace(DOWN, recipients="市财政局，市教育局")),
    "procedure.copied_down": (replace(UP, cc="市财政局，东江省民政厅"), replace(DOWN, cc="各县（区）民政局"),
                              replace(UP, cc="青禾市财政局，市医保局")),
    "procedure.consent": (
        replace(UP, recipients="东江省民政厅", text=("经市人民政府同意，现就重大事项请示如下。", "妥否，请批示。")),
        replace(UP, text=("现就重大事项请示如下。", "妥否，请批示。")),
    ),
    "procedure.forwarded": (
        replace(UP, text=("现将《临溪县民政局关于追加资金的请示》转报如下。我局认为应予支持。",)),
        replace(UP, text=("现将有关情况请示如下。",)),
    ),
    "procedure.report": (
        REPORT, replace(REPORT, text=("去年印发《关于恳请拨付资金的请示》。", "已请示市政府批准。", "特此报告。")),
        replace(REPORT, text=("群众来信说“恳请解决住房”。",)), UP,
        replace(REPORT, text=("以上报告，请审阅。",)),
    ),
    "procedure.one_matter": (UP, replace(UP, text=("同时，市财政局已安排100万元。", "妥否，请批示。")),
                             replace(DOWN, text=("另外，请支持配合。",))),
    "procedure.person": (UP, replace(UP, recipients="市困难家庭帮扶工作领导小组办公室"),
                         replace(DOWN, recipients="沈行同志")),
    "procedure.leader": (UP, replace(DOWN, paper=replace(NOTICE, sign_off="stamp")),
                         replace(UP, paper=replace(ASKING, kind="议案", sign_off="stamp"))),
    "procedure.dual": (replace(UP, facts=TWO, cc="东江省民政厅"), UP, replace(DOWN, facts=TWO)),
    "procedure.important": (DOWN, replace(DOWN, title="关于做好重大灾害救助的通知", cc="青禾市人民政府"),
                            replace(DOWN, title="关于重要事项的通知", cc="市委办公室，市政府办公室"),
                            titled("关于印发《重大事项报告办法》的通知"),
                            replace(UP, title="关于重大事项的请示")),
    "procedure.directed": (
        replace(DOWN, recipients="各县（区）人民政府", text=("经市人民政府同意，现将有关事项通知如下。", *ORDERS)),
        replace(DOWN, recipients="各县（区）人民政府", text=("现将走访结果告知如下。",)),
        replace(DOWN, text=ORDERS),
        replace(DOWN, recipients="各县（区）人民政府", text=ORDERS, mark="青禾市人民政府文件",
                paper=replace(NOTICE, issuers=(Organ("青禾市人民政府"),))),
        replace(DOWN, recipients="各县（区）人民政府", text=ORDERS, mark="青禾市人民政府办公室文件",
                paper=replace(NOTICE, issuers=(Organ("青禾市人民政府办公室"),))),
        replace(DOWN, recipients="市政府各部门", text=ORDERS),
    ),
    "procedure.agreed": (replace(DOWN, text=("凡尚未协商一致的，不得向下行文。",)),
                         replace(DOWN, text=("对部门意见不一致的事项，报市政府协调。",)),
                         replace(UP, text=("有关部门意见不一致，请市政府协调。", "妥否，请批示。"))),
    "procedure.joint": (replace(DOWN, paper=replace(NOTICE, issuers=(ORGAN, Organ("青禾市住房和城乡建设局")))),
                        replace(DOWN, paper=replace(NOTICE, issuers=(ORGAN, Organ("中共青禾市委社会工作部")))),
                        replace(DOWN, paper=replace(NOTICE, issuers=(ORGAN, Organ("临溪县人民政府"))))),
    "procedure.internal": (replace(DOWN, paper=replace(NOTICE, issuers=(Organ("青禾市民政局办公室"),))),
                           replace(DOWN, mark="青禾市救助管理处文件"), DOWN),
    "procedure.code": (replace(DOWN, facts=OWNED), replace(DOWN, number="青残联〔2026〕7号", facts=OWNED), DOWN),
    "procedure.signed": (replace(DOWN, paper=None),
                         replace(DOWN, paper=None, mark="中共青禾市委文件", signed="青禾市委"),
                         replace(DOWN, signed="市民政局", paper=None)),
    "recipients.both": (replace(DOWN, cc="市财政局"),
                        replace(DOWN, recipients="市财政局、教育局", cc="各县（区）教育局")),
    "recipients.repeated": (replace(DOWN, recipients="市财政局，市教育局"),
                            replace(DOWN, recipients="临溪县财政局、民政局，望山区财政局、民政局")),
    "title.repeated": (titled("转发市民政局关于做好助学工作的通知"), titled("关于做好通知公告栏管理的通知"),
                       titled("关于转发《关于做好助学工作的通知》的通知")),
    "title.about": (titled("青禾市民政局转发省民政厅关于做好助学工作的通知"),
                    titled("青禾市民政局关于转发《省民政厅关于做好助学工作的意见》的通知")),
    "title.object": (titled("关于印发《困难家庭临时救助办法》的通知"), titled("关于印发助学名单的通知")),
    "title.urgent": (titled("关于做好紧急救助的通知"),),
    "title.mark": (titled("关于做好助学工作的通知（试行）"),),
    "title.unknown": (titled("关于做好助学工作的通知"), titled("青禾市困难家庭临时救助意见（试行）"),
                      titled("青禾市困难家庭帮扶工作方案", foreign=False)),
    "title.kinds": (titled("关于请示报告制度的通知"), titled("关于助学工作的报告")),
    "title.subject": (titled("公告"), titled("青禾市民政局关于助学工作的通知"),
                      titled("关于助学的通知", foreign=False), titled("助学工作通知")),
    "title.organ": (titled("关于做好助学工作的通知"), titled("青禾市民政局关于助学的通知")),
    "closing.missing": (UP, DOWN, replace(UP, text=("以上请求，请予批准。",)), replace(UP, text=("资金明细如下",))),
    "closing.kind": (UP, replace(DOWN, text=("请遵照执行。特此通知。",)),
                     replace(DOWN, text=("文件末尾写“特此报告。”",))),
    "closing.cited": (replace(DOWN, title="关于同意助学项目的批复", paper=replace(NOTICE, kind="批复"),
                              text=("《关于开展助学项目的请示》（临民〔2026〕3号）收悉。", "此复。")), DOWN),
    "length.text": (replace(DOWN, text=("走访困难家庭帮扶工作落实到户，" * 330,)),),
}  # fmt: skip


def cases(table: Mapping[str, tuple[Said, ...]]) -> list[tuple[str, Said]]:
    return [(rule, said) for rule, every in table.items() for said in every]


def ids(value: object) -> str | None:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("rule", "said"), cases(PLANTED), ids=ids)
def test_a_broken_rule_is_told_with_its_place(rule: str, said: Said) -> None:
    found = found_by(rule, said)
    assert found, f"{rule} did not speak"
    (check,) = [one for one in CHECKS if one.id == rule]
    for one in found:
        assert (one.clause, one.strength, one.severity) == (check.clause, check.strength, check.level)
        assert one.message.endswith("。") and one.found and one.found != one.wanted
        assert one.page and one.box


@pytest.mark.parametrize(("rule", "said"), cases(NEAR), ids=ids)
def test_a_paper_that_only_comes_near_is_left_alone(rule: str, said: Said) -> None:
    assert [one.message for one in found_by(rule, said)] == []


def test_every_rule_has_near_misses() -> None:
    assert NEAR.keys() == PLANTED.keys()


def test_only_what_two_places_of_a_page_prove_blocks() -> None:
    blocking = [check.id for check in CHECKS if check.id in PLANTED and check.level == "error"]
    assert blocking == ["recipients.both"]


def test_a_title_without_an_organ_needs_one_where_no_head_names_it() -> None:
    said = Said(title="关于做好助学工作的通知", paper=NOTICE)
    made = texts.measured(said)
    first = made.sheets[0]
    bare = replace(made, sheets=(replace(first, lines=first.lines[2:], rules=()), *made.sheets[1:]))
    (check,) = [one for one in CHECKS if one.id == "title.organ"]
    assert [one.severity for one in check.findings(replace(said.proof(), measured=bare))] == ["warning"]


def test_a_page_that_shows_a_request_needs_its_signer() -> None:
    assert [one.severity for one in found_by("signers.missing", replace(UP, signer="", paper=None))] == ["error"]
    assert found_by("signers.missing", replace(UP, paper=None)) == []
    assert found_by("signers.missing", replace(DOWN, paper=None)) == []


@pytest.mark.parametrize(
    ("name", "level", "department"),
    [
        ("东江省人民政府", 0, False),
        ("东江省民政厅", 0, True),
        ("青禾市人民政府", 1, False),
        ("中共青禾市委", 1, False),
        ("青禾市委办公室", 1, True),
        ("青禾市住房和城乡建设局", 1, True),
        ("青禾市市场监督管理局", 1, True),
        ("青禾市城市管理局", 1, True),
        ("市农业农村局", 1, True),
        ("各县（区）人民政府", 2, False),
        ("临溪县民政局", 2, True),
        ("青禾市望山区人民政府", 2, False),
        ("清泉镇人民政府", 3, False),
        ("各乡镇人民政府", 3, False),
        ("云台街道办事处", 3, False),
        ("市直各单位", 1, True),
    ],
)
def test_a_name_tells_its_organ_s_rank(name: str, level: int, department: bool) -> None:
    found = rank(name)
    assert found is not None and (found.level, found.department) == (level, department)


@pytest.mark.parametrize("name", ["市场监督管理总站", "区域合作办公室", "有关单位", "驻青各部队", "乡村振兴中心"])
def test_a_name_without_a_territory_has_no_rank(name: str) -> None:
    assert rank(name) is None


def test_governments_and_their_offices_are_known_by_name() -> None:
    assert is_government("各县（区）人民政府") and is_government("中共青禾市委") and not is_government("市政府办公室")
    assert is_leading_office("青禾市人民政府办公室") and not is_leading_office("青禾市民政局办公室")
