"""模板的限度: a template that would never end, or fill the memory, is told so; so is one that reaches out of itself."""

from __future__ import annotations

import io
import time

import pytest
from docx import Document

from gongwen import drafting
from gongwen.errors import BadInput

FIELDS = "name: x\ntitle: x\nframe: none\nfields:\n  - {name: place, label: 地点}\n"


def proven(code: str, *, pieces: int = 0) -> str:
    """What the template prints where this stands; `pieces`: typed in so many pieces, as Word cuts a line up."""
    document = Document()
    paragraph = document.add_paragraph("{{ place }}")
    size = -(-len(code) // pieces) if pieces else len(code)
    for at in range(0, len(code), max(size, 1)):
        paragraph.add_run(code[at : at + size])
    out = io.BytesIO()
    document.save(out)
    files = {"template.docx": out.getvalue(), "fields.yaml": FIELDS.encode(), "example.yaml": "place: 村\n".encode()}
    made = Document(io.BytesIO(drafting.Template.from_files(files).prove()))
    return made.paragraphs[0].text


LONG = "'" + "a" * 40 + "'"
ENDLESS = {
    "loops within loops": "".join(f"{{% for a{n} in {LONG} %}}" for n in range(8)) + "x" + "{% endfor %}" * 8,
    "loops that count": "".join(f"{{% for a{n} in {LONG} %}}{{{{ loop.index }}}}" for n in range(8))
    + "{% endfor %}" * 8,
    "replaced and replaced": "{{ 'a'" + f"|replace('a', {LONG})" * 9 + "|length }}",
    "joined and joined": "{{ 'aa'" + f"|list|join({LONG})" * 12 + "|length }}",
    "doubled and doubled": "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60 + "{{ x|length }}",
    "rows of rows": "{% set x = ['ab'] %}" + "{% set x = [x, x, x, x] %}" * 40 + "{{ x }}",
    "rows added up": "{% set x = ['ab'] %}" + "{% set x = x + x %}" * 60 + "{{ x|length }}",
    "squared and squared": "{% set x = 9 %}" + "{% set x = x * x %}" * 40 + "{{ x }}",
    "with": "{% with x = 'ab' %}" + "{% with x = x ~ x %}" * 40 + "{{ x|length }}" + "{% endwith %}" * 41,
    "repeated": "{{ 'a' * 1000000000 }}",
    "a power": "{{ 10 ** 100000000 }}",
    "many brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "many digits": "{{ 1" + "0" * 5000 + " }}",
}
REACHING = (
    "{{ ''.__class__.__mro__ }}", "{{ ''['__class__'] }}", "{{ place|attr('__class__') }}", "{{ self.__init__ }}",
    "{{ cycler.__init__.__globals__ }}", "{% for a in 'ab' %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{{ ['a']|map(attribute='__class__')|list }}", "{{ ['a']|sort(attribute='__class__.__mro__')|first }}",
    "{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{{ '{:>999999999}'.format(1) }}",
    "{{ '%999999999d' % 1 }}", "{% for i in range(1000000000) %}{% endfor %}", "{{ place|counted text }}",
)  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_a_template_that_would_not_end_is_told_at_once(name: str) -> None:
    began = time.thread_time()
    with pytest.raises(BadInput, match=r"。$"):
        proven(ENDLESS[name])
    assert time.thread_time() - began < 5


@pytest.mark.parametrize("pieces", [0, 7])
@pytest.mark.parametrize("code", REACHING)
def test_a_template_does_not_reach_out_of_itself(code: str, pieces: int) -> None:
    with pytest.raises(BadInput, match=r"。$"):
        proven(code, pieces=pieces)


def test_what_templates_do_every_day_goes_on() -> None:
    assert proven("{% for a in 'abc' %}{{ loop.index }}{% if not loop.last %}、{% endif %}{% endfor %}") == "村1、2、3"
    assert (
        proven("{% set x = place ~ '民' %}{{ x }}{{ [1, 2]|join('、') }}{{ 'aa'|replace('a', 'b') }}") == "村村民1、2bb"
    )
    assert proven("{{ 12 * 10000 }}{{ 7 % 4 }}{{ 'aXb'|replace('X', '<') }}") == "村1200003a<b"
