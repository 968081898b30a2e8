"""编号样式: the number formats of Word's automatic numbering as the characters that Word shows (ECMA-376 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_SYMBOLS = {
    "wingdings": dict(zip("lnmqouvw\x9f§¨«ØüþýÐàèðÄ\xa1\xa4", "●■□❑□◆❖⬥•▪□★➢✓☑☒➔→➔⇨→○◉", strict=True)),
    "wingdings 2": dict(zip("RPSTU£\x97\x98\x99", "☑✓☒☒☒□●●●", strict=True)),
    "symbol": dict(zip("\xb7\xb0\xb1\xb4\xb8\xa3\xb3\xb9\xa8\xaemabDW", "•°±×÷≤≥≠◆→μαβΔΩ", strict=True)),
}
"""What the common signs of the symbol fonts are in Unicode: the fonts themselves are not on the printing machine."""


def symbol(character: str, font: str) -> str:
    """The sign of a symbol font as a character of its own; unchanged where it is not known."""
    code = ord(character)
    low = chr(code - 0xF000) if 0xF020 <= code <= 0xF0FF else character
    return _SYMBOLS.get(font.strip().lower(), {}).get(low, character)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """1 → 一, 10 → 十, 21 → 二十一, 105 → 一百零五 (below ten thousand; above that digit by digit)."""
    if not 0 < number < 10_000:
        return "".join(digits[int(one)] for one in str(number))
    made, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        figure = number // 10**place % 10
        gap = gap or (figure == 0 and bool(made))
        if figure:
            made += (zero if gap else "") + digits[figure] + ("" if place == 0 else units[place - 1])
            gap = False
    return made[1:] if units[0] == "十" and made.startswith("一十") else made


def _letters(number: int) -> str:
    """a … z, aa, bb …, as Word counts on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    made = ""
    for size, sign in _ROMAN:
        made += sign * (number // size)
        number %= size
    return made


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return chr(0x3251 + number - 21) if 21 <= number <= 35 else str(number)


def _within(first: int, last: int) -> Callable[[int], str]:
    """A row of ready-made signs of which the first stands for 1; beyond them plain figures."""
    return lambda number: chr(first + number - 1) if 1 <= number <= last else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _wide(number: int) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in str(number))


def _legal(number: int) -> str:
    return chinese(number, _LEGAL, "拾佰仟")


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
                     "taiwaneseCountingThousand", "koreanCounting"), chinese),
    **dict.fromkeys(("chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"),
                    lambda number: "".join(_DIGITS[int(one)] for one in str(number))),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": lambda number: chr(0x3280 + number - 1) if 1 <= number <= 10 else chinese(number),
    "decimalEnclosedFullstop": _within(0x2488, 20),
    "decimalEnclosedParen": _within(0x2474, 20),
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda number: "",
}  # fmt: skip


def formatted(number: int, form: str) -> str:
    """The number in Word's format of that name; an unknown one counts in plain figures, and none is below 1."""
    return _FORMS.get(form, str)(number) if number > 0 or form == "none" else str(number)
