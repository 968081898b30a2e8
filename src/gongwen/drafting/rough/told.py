"""原稿处理说明: what was accepted, changed or left out of a draft, in sentences for the person who handed it in."""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.drafting.rough.values import Note

SENTENCES = {
    "修订": "已接受修订 {count} 处。",
    "批注": "未带入批注 {count} 条。",
    "目录": "未带入目录。",
    "隐藏文字": "未带入隐藏文字 {count} 处：{shown}。",
    "占位提示": "未带入没有填写的占位提示 {count} 处：{shown}。",
    "空编号段": "未带入后面没有文字的自动编号 {count} 个：{shown}。",
    "编号域": "有 {count} 处编号是用域写的（AUTONUM、LISTNUM），没有带入，请在原稿中改成打出来的编号。",
    "横排表": "横排页上的表格 {count} 个在正文里按竖排排；要横排的请作附件。",
    "页眉页脚": "未带入页眉页脚的文字：{shown}。",
    "脚注": "脚注、尾注 {count} 条改成正文中的括注，写作（注：……）。",
    "注音": "注音 {count} 处改写在字后的括号里。",
    "公式": "公式 {count} 处只带入其中的文字，请核对。",
    "文本框": "文本框 {count} 个，其中的文字排在所在段落之后。",
    "折行": "文本的各行长短相近、多在句中断开，像是按版面折了行；现在一行排成一段，请核对，或先把一段合成一行。",
    "私用字符": "有 {count} 个造字或符号字体的字符（{shown}），照原样保留，印出来可能缺字，请改用通用字符。",
    "合并单元格": "合并的单元格 {count} 个按拆开排，文字留在第一格。",
    "嵌套表格": "嵌套的表格 {count} 个并入所在的格，一行一段。",
    "表内图片": "表格里的图片 {count} 幅排在表格之后。",
    "坏图片": "未带入图片 {count} 幅（{shown}）：打不开，或是矢量图等不能用的格式，请在原稿中另存为 PNG 再插入。",
    "外部图片": "未带入链接的图片 {count} 幅，文件里没有图片本身，请在原稿中改为嵌入。",
    "图表": "未带入图表、智能图形 {count} 个，请在原稿中转成图片（PNG）或表格。",
    "嵌入对象": "未带入嵌入的对象 {count} 个（如公式编辑器、电子表格），请改成文字、表格或图片。",
}
"""In the order in which they are told. What is not named here is only taken off because the paper prints it itself."""
_SAMPLE = 30
_SAMPLES = 3


def sentences(notes: Iterable[Note]) -> tuple[str, ...]:
    """One sentence for each kind of note, with how many there were and a sample of the words."""
    notes = list(notes)
    made = []
    for what, sentence in SENTENCES.items():
        those = [note for note in notes if note.what == what]
        if those:
            shown = list(dict.fromkeys(quoted(note.shown) for note in those if note.shown))
            samples = "、".join(shown[:_SAMPLES]) + ("等" if len(shown) > _SAMPLES else "")
            made.append(sentence.format(count=sum(note.count for note in those), shown=samples))
    return tuple(made)


def quoted(text: str) -> str:
    """「the words」, cut short where they are long."""
    return f"「{text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + '…'}」"
