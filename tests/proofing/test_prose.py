"""行文通读: good prose with everything that a rule could trip over raises nothing; one fault raises one finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.proofing import findings
from gongwen.proofing.rules import (
    CHECKS,
    amounts,
    closings,
    days,
    length,
    levels,
    marks,
    numbers,
    people,
    procedure,
    recipients,
    titles,
)
from proofing import test_procedure, test_wording
from proofing.texts import Said, measured

MODULES = (amounts, closings, days, length, levels, marks, numbers, people, procedure, recipients, titles)
WORDS = tuple(check for module in MODULES for check in module.CHECKS)

PROSE = (
    "为贯彻落实《中华人民共和国慈善法》《社会救助暂行办法》（国务院令第649号）和《东江省人民政府关于进一步做好临时救助工作的"
    "意见》（东政发〔2025〕18号），经市人民政府同意，现就有关事项通知如下。",
    "一、总体要求",
    "坚持“应帮尽帮、应救尽救”“分类施策”，到2028年年底，困难家庭救助覆盖率达到98.5%以上，比2025年提高2～3个百分点。",
    "二、主要任务",
    "（一）摸清底数。各县（区）要于2026年9月30日前完成入户核查，做到“三个清楚”：一是家庭情况清楚；二是致困原因清楚；"
    "三是帮扶需求清楚。",
    "1.核查对象。包括低保家庭、特困人员、孤儿等；2025—2026年已核查的，不再重复核查。",
    "2.核查方式。采取“1+2+N”的方式，由1名网格员、2名志愿者和若干名社区工作者（含兼职）入户，每组3至5人。",
    "（1）入户时间为9:00—11:30、14:30—17:00，每周一至周五进行；每周3次，每次1～2小时。",
    "（2）填表按GB/T 2260—2007填写行政区划代码，编号用QHBF-2026-001的形式。",
    "（二）落实资金。市级安排1200万元，其中第1批500万元已于2026年6月15日下达，第2、3批分别下达400万元、300万元；"
    "每户补助标准为3000元～5000元，约占所需资金的60%～70%。",
    "（三）强化服务。推广“互联网＋救助”，救助热线0999-12345（8:00—20:00），网址：http://www.qinghe.example/help。",
    "三、工作要求",
    "各县（区）民政局要会同财政、医保等部门，把握“五一”、端午、中秋等时间节点，及时走访慰问。对群众反映的“看病难、"
    "上学难、就业难”等问题，要做到件件有着落、事事有回音；不得推诿扯皮，更不得弄虚作假！",
    "每月5日前报送上月进展，每季度末月20日前报送季度小结；2026年12月10日（星期四）前报送全年总结。",
    "联系人：程越，电话：0999-8810000、13900001234，邮箱：mz@qinghe.example。",
    "附表中A类家庭（含A1、A2）为重点对象，B类家庭为一般对象；A:B约为3:7。",
    "项目合同价款为人民币壹拾贰万元整（￥120,000.00），首付款30%，即36,000.00元（大写：叁万陆仟元整）。",
    "他在感谢信中写道：“今年3月我家受了灾，是你们帮了我!谢谢……”这封信已存档。",
    "按照《关于转发〈省民政厅关于开展“寒冬送温暖”活动的通知〉的通知》（青民〔2025〕66号）的要求，继续做好有关工作。",
    "第一，坚持自愿；第二，坚持公开。首先要摸底，其次要建档，最后要回访。",
    "二十世纪九十年代以来，我市先后三次提高救助标准，二三十年间惠及十几万户。农历正月十五前，各地要走访一遍。",
    "为期2年6个月的试点将于2028年12月31日结束。试点期间，每10户家庭确定1名联系人，20世纪的旧档案一并整理。",
    "依据（2025）东0102民初12号民事判决书，由法律援助机构（24小时值守）提供服务，案号不公开。",
)
GOOD = Said(text=PROSE, recipients="各县（区）民政局，市救助管理站",
            cc="市委办公室，市政府办公室，各县（区）委、人民政府",
            printed="2026年7月6日", signed="青禾市民政局",
            table=(("序号", "时间", "金额"), ("1", "1-6月", "50-60万元"), ("2", "7-12月", "约70万元")),
            enclosed=("一、申请表", "（一）填写说明", "1.用黑色笔填写", "二、审批表"))  # fmt: skip


def told(said: Said) -> list[Finding]:
    return list(findings(measured(said), said.paper, WORDS, facts=said.facts))


@pytest.mark.parametrize("paper", [None, test_procedure.NOTICE], ids=["its pages alone", "with its fields"])
@pytest.mark.parametrize("mark", ["青禾市民政局文件", "青禾市人民政府办公室文件"])
def test_good_prose_raises_nothing(paper: Paper | None, mark: str) -> None:
    signed = mark.removesuffix("文件")
    assert [one.message for one in told(replace(GOOD, paper=paper, mark=mark, signed=signed))] == []


PLANTED = {rule: tuple(test_wording.said(rule, text) for text in texts) for rule, texts in test_wording.PLANTED.items()}
EVERY = [(rule, said) for table in (PLANTED, test_procedure.PLANTED) for rule, every in table.items() for said in every]


@pytest.mark.parametrize(("rule", "said"), EVERY, ids=lambda value: value if isinstance(value, str) else "")
def test_a_planted_fault_is_the_first_that_is_told_and_explains_the_others(rule: str, said: Said) -> None:
    found = told(said)
    assert found[0].rule == rule
    assert {one.rule for one in found if one.because is None} == {rule}


def test_every_rule_of_words_is_in_force() -> None:
    assert set(WORDS) < set(CHECKS)
