"""字句规则: every rule of wording speaks on planted words and stays silent on words that only look like them."""

from __future__ import annotations

import pytest

from gongwen.document.facts import Facts
from gongwen.document.model import Member
from gongwen.proofing.rules import CHECKS
from proofing.texts import Said, found_by

FACTS = Facts(
    members=(
        Member("组长", "沈　行", "市长"),
        Member("副组长", "罗文清", "市委常委、副市长"),
        Member("成员", "江畔", "市民政局局长"),
        Member("成员", "司马临川", "市财政局副局长"),
    )
)

PLANTED: dict[str, tuple[str, ...]] = {
    "marks.doubled": ("各县（区）要做好走访工作。。", "走访困难家庭，，及时登记。", "落实责任；，明确分工。",
        "是否知晓？。"),
    "marks.half": ("走访困难家庭,及时登记。", "各县(区)要及时登记。", "联系人:程越。", "要求如下;一并落实。"),
    "marks.straight": ('坚持"应帮尽帮"的原则。',),
    "marks.partners": ("各县（区要及时登记。", "坚持“应帮尽帮的原则。", "执行《临时救助办法的规定。",
        "坚持应帮尽帮”的原则。", "各县区）要及时登记。"),
    "marks.nesting": ("执行《关于印发《临时救助办法》的通知》。",),
    "marks.ellipsis": ("发放粮油、棉被…", "发放粮油、棉被...", "发放粮油、棉被...共五类。"),
    "marks.dash": ("这项工作--走访慰问--年底完成。",),
    "marks.etc": ("发放粮油、棉被等……", "发放粮油、棉被……等物资。"),
    "marks.between": ("执行《临时救助办法》、《特困供养办法》。",),
    "cited.brackets": ("按照《临时救助办法》（青政发[2026]3号）执行。", "按照青政发（2026）3号文件执行。",
        "按照青民发【2025】12号执行。", "按照青政发〔2026〕第3号执行。", "按照青政发〔2026〕03号执行。"),
    "cited.order": ("根据青政发〔2026〕3号《临时救助办法》的规定。",
        "根据（青政发〔2026〕3号）《临时救助办法》的规定。"),
    "numbers.year": ("26年7月启动。", "2026—28年实施。", "2026至28年实施。"),
    "numbers.percent": ("比例为10～15%。", "提高到10-15%。", "提高10至15%。"),
    "numbers.unit": ("每户补助3～5万元。", "每户补助3至5万元。", "总投入1.2—2.5亿元。"),
    "numbers.approximate": ("每户3、4人。", "共20几户。"),
    "numbers.full_width": ("共１２０户。",),
    "numbers.decimal": ("提高.5%。",),
    "numbers.weekday": ("每周3走访。", "星期5召开会议。"),
    "numbers.lunar": ("农历1月15日前发放。", "农历腊月前、农历12月8日走访。"),
    "numbers.span": ("2026年-2028年实施。", "7月-9月走访。", "7月4日-6日走访。"),
    "numbers.range": ("每户50-60元。", "10%-15%的家庭。", "每次3-5人。"),
    "dates.unreal": ("2026年2月29日前报送。", "6月31日前报送。", "2026年13月1日前报送。"),
    "dates.weekday": ("定于2026年7月10日（星期六）召开。", "定于7月10日（周三）召开。"),
    "dates.style": ("2026年7月10日前报送，2026-07-20前汇总。", "2026年7月10日前报送，2026.7.20前汇总。",
        "2026年7月10日前报送，二〇二六年七月二十日前汇总。"),
    "dates.relative": ("请于明年3月底前报送。", "请于下周五前报送。", "请于本月20日前报送。", "去年12月发放。",
        "明天上午召开。"),
    "dates.text": ("请于2026年6月30日前报送。", "定于2026年6月1日召开会议。", "已于2026年8月1日发放到户。",
        "请各县（区）民政局于2026年5月30日前报送。"),
    "levels.marks": ("一.主要任务", "（一）、摸清底数", "(一)摸清底数", "1、摸清底数", "（1）、摸清底数"),
    "levels.points": ("一是摸清底数；三是落实措施。", "一是摸清底数；二是落实措施；二是跟踪回访。",
        "第一，摸清底数。第三，落实措施。"),
    "amounts.words": ("合同金额人民币壹万贰仟元整（￥12,500.00）。", "合同金额12,000.00元（大写：壹万叁仟元整）。",
        "补助12万元（大写：人民币壹拾叁万元整）。", "大写：壹万元整，小写：￥1,000.00。",
        "合同金额￥12,000.00（人民币壹仟贰佰元整）。", "补助约12.35万元（壹拾贰万元整）。"),
    "amounts.form": ("合同金额10元（大写：拾元整）。", "合同金额1,200元（大写：壹仟贰佰元）。"),
    "people.titles": ("会议由市长罗文清主持。", "请市财政局局长江畔同志牵头。",
        "司马临川（市财政局局长）负责资金。", "沈行副市长、罗文清副市长出席。", "副市长沈行出席。"),
    "personal.identity": ("户主身份证号码为110101199003070097。", "身份证号11010119900307002X。"),
    "personal.card": ("银行卡号6222020200112230012。", "一卡通账号：6222 0202 0011 2230 012。"),
    "personal.phone": (
        "走访困难户李某家，住址在望山区清泉镇柳林村，户主联系方式为13900001234。",
        "困难户户主电话13900001234。", "救助对象联系方式：139-0000-1234。"),
    "personal.name": ("走访困难户李秀兰家。", "低保户：王大山，住房受损。", "向孤儿刘小雨、陈明发放助学金。"),
}  # fmt: skip

NEAR: dict[str, tuple[str, ...]] = {
    "marks.doubled": ("他说：“办好了。”，大家都满意。", "发放粮油、棉被……", "这样行吗？！", "《办法》（试行）。"),
    "marks.half": ("比例为6:4，于9:30开始，共12,000元。", "网址为http://example.cn，邮箱a@b.cn。",
        "使用U盘(USB)。", "各县（区）：及时登记。", "GB/T 9704—2012（以下简称国标）。"),
    "marks.straight": ("坚持“应帮尽帮”的原则。", "尺寸为5'10\"。"),
    "marks.partners": ("1）摸清底数；2）落实措施。", "坚持“应帮尽帮、应救尽救（含‘救急难’）”的原则。",
        "执行《关于印发〈办法〉的通知》（青民〔2026〕7号）。", "a）甲；b）乙。"),
    "marks.nesting": ("执行《关于印发〈临时救助办法〉的通知》和《实施细则》。",),
    "marks.ellipsis": ("发放粮油、棉被……", "取值为0.5...1。", "见www.example.cn。"),
    "marks.dash": ("这项工作——走访慰问——年底完成。", "编号A--12。"),
    "marks.etc": ("发放粮油、棉被等物资。", "发放粮油、棉被……", "情况等等。"),
    "marks.between": ("执行《临时救助办法》（青政发〔2026〕3号）、《供养办法》（青政发〔2026〕4号）。",
        "“急难”“特困”家庭。", "《办法》、细则和方案。"),
    "cited.brackets": ("按照《办法》（青政发〔2026〕3号）执行。", "（2023）东01民初12号判决书。",
        "合同编号：青民合（2026）5号。", "本办法（2026年修订）共3号附件。", "东江法院（2025）东0102执123号。"),
    "cited.order": ("根据《临时救助办法》（青政发〔2026〕3号）的规定。",
        "青政发〔2026〕3号文件规定，《细则》另行制定。"),
    "numbers.year": ("2026年7月启动。", "近20年来。", "历时12年3个月。", "2026—2028年实施。",
        "服务期为10年6个月。", "从2026年至30年期满。", "累计15年以上。"),
    "numbers.percent": ("比例为10%～15%。", "完成80%。", "1—6月完成80%。", "由2025年至2026年增长15%。",
        "第10至15条。"),
    "numbers.unit": ("每户补助3万～5万元。", "2026年投入5万元。", "1至6月投入5万元。", "第3至5批。", "20—50元。"),
    "numbers.approximate": ("每户三四人。", "第3、4个项目。", "（3、4）户。", "3、5个乡镇。", "十几户。",
        "每月3、4日走访。"),
    "numbers.full_width": ("共120户。", "共一百二十户。"),
    "numbers.decimal": ("提高0.5%。", "版本号V.2。", "第3.5%档。"),
    "numbers.weekday": ("每周三走访。", "每周3次走访。", "每周5天。", "每周1—2次。"),
    "numbers.lunar": ("农历正月十五前发放。", "公历1月15日前发放。", "农历节日前，于1月15日走访。"),
    "numbers.span": ("2026年—2028年实施。", "2026年至2028年实施。", "执行GB/T 9704-2012。", "电话0999-8810000。",
        "日期2026-07-04。"),
    "numbers.range": ("每户50～60元。", "住3-5号楼2-3单元。", "电话0999-8810000。", "型号A3-5台。",
        "编号QHBF-2026-001户。", "第2-3名。"),
    "dates.unreal": ("2028年2月29日前报送。", "2月29日前报送。", "12月31日前报送。", "农历12月30日。"),
    "dates.weekday": ("定于2026年7月10日（星期五）召开。", "定于7月10日（周五）召开。", "每周三、周五走访。",
        "定于2026年7月11日至12日（周六、周日）召开。", "7月11日至7月12日（周六至周日）。",
        "农历7月10日（星期三）。", "2027年安排如下：1月4日（星期一）启动。"),
    "dates.style": ("2026年7月10日前报送，7月20日前汇总，编号2026-07-001。", "执行GB/T 2026.7。",
        "引文“二〇二六年七月四日”，于2026年7月10日前报送。"),
    "dates.relative": ("今年以来，各县（区）走访5000户。", "每年3月底前报送。", "创造美好明天。", "上周期结余。",
        "近年来成效明显。", "去年同期为300户。", "他在信中说“今年3月就好了”。"),
    "dates.text": ("请于2026年7月30日前报送。", "2026年6月30日前已报送的不再重复。", "已于2026年6月1日发放到户。",
        "自2026年1月1日起施行。", "《关于定于2026年6月1日召开会议的通知》。"),
    "levels.marks": ("一、主要任务", "（一）摸清底数", "1.摸清底数", "（1）摸清底数", "1.5万元用于走访。",
        "2、3月走访。", "一些家庭。"),
    "levels.points": ("一是摸清底数；二是落实措施；三是跟踪回访。", "这是第一，第二名空缺。",
        "说一是一，办事公道。", "其一是摸底，另一是建档。", "一是摸底；二是建档。又有两点：一是公开；二是监督。"),
    "amounts.words": ("合同金额人民币壹万贰仟元整（￥12,000.00）。", "合同金额12,000.00元（大写：壹万贰仟元整）。",
        "补助12万元（大写：人民币壹拾贰万元整）。", "大写：壹万元整，小写：￥10,000.00。",
        "补助约12.35万元（壹拾贰万叁仟肆佰伍拾陆元整）。", "首付壹万元整，尾款2,000元。",
        "总价3万元，其中押金（壹仟元整）另付。", "合同金额（大写）人民币壹万贰仟元整（小写：￥12,000.00）。",
        "壹佰元零伍分（￥100.05）。"),
    "amounts.form": ("合同金额10元（大写：壹拾元整）。", "合同金额1,200元（大写：壹仟贰佰元整）。"),
    "people.titles": ("会议由副市长罗文清主持。", "请市民政局局长江畔同志牵头。", "时任市民政局副局长江畔参加。",
        "任命江畔为市财政局局长。", "市长沈行、副市长罗文清出席。", "司马临川（市财政局副局长）负责资金。",
        "江畔同志介绍情况，财政局局长发言。", "由市民政局江畔局长牵头。", "罗文清同志和市财政局局长参加。"),
    "personal.identity": ("身份证号码为1101**********0096。", "项目编号110101199003070098。",
        "统一社会信用代码91110101MA00000000。"),
    "personal.card": ("捐款账号6222020200112230012（青禾市慈善会）。", "银行卡号6222****0011。",
        "银行卡发放到户，共16户。"),
    "personal.phone": ("联系人：程越，电话13900001234。", "困难户咨询热线13900001234。",
        "救助对象电话139****1234。"),
    "personal.name": ("走访困难户李某家。", "困难户张榜公布。", "为低保户户主王某某。", "户编号QH-0012的困难户。",
        "救助对象陈述情况。", "困难群众孙子女，一并登记。", "困难户认真填写。"),
}  # fmt: skip


def said(rule: str, text: str) -> Said:
    return Said(text=(text,), facts=FACTS if rule == "people.titles" else Facts())


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in PLANTED.items() for text in texts])
def test_planted_words_are_found_where_they_stand(rule: str, text: str) -> None:
    found = found_by(rule, said(rule, text))
    assert found, f"{rule} did not speak"
    (check,) = [one for one in CHECKS if one.id == rule]
    for one in found:
        assert (one.clause, one.strength, one.severity) == (check.clause, check.strength, check.level)
        assert one.severity != "error", "wording is never an error"
        assert one.message.endswith("。") and one.found and one.found != one.wanted
        assert one.page == 1 and one.box is not None and one.box[0] < one.box[2] and one.box[1] < one.box[3]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in NEAR.items() for text in texts])
def test_words_that_only_look_like_a_fault_are_left_alone(rule: str, text: str) -> None:
    assert [one.message for one in found_by(rule, said(rule, text))] == []


def test_every_rule_has_near_misses() -> None:
    assert NEAR.keys() == PLANTED.keys()


SEQUENCES = ("levels.numbers", "levels.skipped")
"""Rules about several headings, which have tests of their own below."""
LEVELS = (
    "一、主要任务",
    "（一）摸底",
    "1.建档",
    "2.走访",
    "（二）帮扶",
    "1.救助",
    "二、组织实施",
    "（一）分工",
    "三、监督",
)


def headed(*lines: str) -> Said:
    """A paper of headings, each with a sentence under it."""
    return Said(text=tuple(part for one in lines for part in (one, "各县（区）要按时完成。")))


def test_right_numbers_are_left_alone() -> None:
    assert found_by("levels.numbers", headed(*LEVELS)) == [] == found_by("levels.skipped", headed(*LEVELS))


@pytest.mark.parametrize(
    "lines",
    [
        ("一、任务", "三、监督"),
        ("一、任务", "二、分工", "二、监督"),
        ("一、任务", "一、监督"),
        ("二、任务", "三、监督"),
        ("一、任务", "（一）摸底", "（三）走访"),
        ("一、任务", "（一）摸底", "（一）走访"),
        ("一、任务", "1.摸底", "3.走访"),
        ("一、任务", "1.摸底", "2.建档", "2.走访"),
        ("一、任务", "三、监督", "二、分工"),
    ],
)
def test_a_number_left_out_or_given_twice_is_found(lines: tuple[str, ...]) -> None:
    assert found_by("levels.numbers", headed(*lines))


@pytest.mark.parametrize(
    "lines",
    [
        ("一、任务", "（一）摸底", "（二）建档", "二、实施", "（三）走访", "（四）回访"),  # numbers run on
        ("一、任务", "1.摸底", "2.建档", "1.走访", "2.回访"),  # two lists in a row, each begun by a sentence
        ("一、任务", "1.6个点位没有开放。", "2.记录不全。"),  # the first point, about six places
        ("一、任务", "1.摸底", "2.建档", "1.5万元用于走访。"),
        ("一、任务", "2.5万元用于走访。"),
        ("第一章 总则", "一、任务", "二、分工", "第二章 附则", "一、施行"),
        tuple(f"{number}、任务" for number in (*"一二三四五六七八九十", "十一", "十二")),
    ],
)  # fmt: skip
def test_numbers_that_run_on_or_begin_anew_are_right(lines: tuple[str, ...]) -> None:
    assert found_by("levels.numbers", headed(*lines)) == []


def test_an_attachment_begins_its_own_numbers() -> None:
    said = Said(text=("一、任务", "二、分工"), enclosed=("一、范围", "二、标准"))
    assert found_by("levels.numbers", said) == []


def test_a_skipped_level_is_a_note_and_the_second_may_be_left_out() -> None:
    (found,) = found_by("levels.skipped", headed("一、任务", "（1）摸底"))
    assert (found.severity, found.strength, found.found) == ("note", "实务", "（1）")
    assert found_by("levels.skipped", headed("一、任务", "1.摸底", "（1）建档")) == []


def test_a_quotation_may_run_over_paragraphs() -> None:
    said = Said(text=("他来信说：“感谢走访。", "“孩子上学有了着落。", "“全家都好。”"))
    assert found_by("marks.partners", said) == []


def test_half_width_marks_are_told_once_a_paragraph() -> None:
    (found,) = found_by("marks.half", Said(text=("走访困难家庭,及时登记,按月汇总.各县(区)落实。",)))
    assert "本段共 5 处" in found.message


def test_words_over_the_end_of_a_line_are_found_whole() -> None:
    text = "为了使全市困难家庭安心过冬并且及时得到帮助请各地务必按2026年-2028年规划执行。"
    (found,) = found_by("numbers.span", Said(text=(text,)))
    assert found.found == "2026年-"


def test_cells_of_a_table_are_no_running_text() -> None:
    said = Said(table=(("时间", "金额(元)"), ("1-6月", "50-60元")))
    for rule in ("numbers.span", "numbers.range", "marks.half"):
        assert found_by(rule, said) == []


def test_personal_data_in_a_table_is_found_and_not_said_again() -> None:
    (found,) = found_by("personal.identity", Said(table=(("户主", "证件号码"), ("李某", "110101199003070097"))))
    assert "110101199003070097" not in str(found.as_dict())


def test_a_paper_printed_before_it_was_signed_is_seen_on_the_page() -> None:
    (found,) = found_by("dates.order", Said(printed="2026年7月3日"))
    assert (found.severity, found.found, found.page) == ("warning", "2026年7月3日", 2)
    assert found_by("dates.order", Said(printed="2026年7月4日")) == []


@pytest.mark.parametrize(("count", "title", "told"), [
    (4900, "关于做好帮扶工作的通知", False), (5200, "关于做好帮扶工作的通知", True),
    (4200, "关于开展专项帮扶的通知", True), (3900, "关于开展专项帮扶的通知", False),
])  # fmt: skip
def test_a_paper_is_no_longer_than_the_rules_allow(count: int, title: str, told: bool) -> None:
    sentence = "走访困难家庭帮扶工作落实到户，"
    said = Said(text=(sentence * (count // len(sentence)) + "走" * (count % len(sentence)),), title=title)
    found = found_by("length.text", said)
    assert [one.severity for one in found] == (["warning"] if told else [])
