"""随附模板: where the templates that come with the program lie, in a checkout or in the installed package."""

from __future__ import annotations

from pathlib import Path

from gongwen.drafting.templates.template import Template
from gongwen.drafting.word.outline import outline
from gongwen.errors import BadInput, ToolMissing

OUTLINE = "template.outline.txt"
_PACKAGE = Path(__file__).parents[2]


def shipped_templates() -> Path:
    """The folder of shipped templates: the checkout's own, else the installed copy."""
    for folder in (_PACKAGE.parent.parent / "templates", _PACKAGE / "shipped" / "templates"):
        if folder.is_dir():
            return folder
    raise ToolMissing("找不到随程序附带的模板，请重新安装 gongwen。")


def template_names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of the templates in `folder` (default the shipped ones)."""
    places = (folder or shipped_templates()).iterdir()
    return tuple(sorted(place.name for place in places if (place / "fields.yaml").is_file()))


def find_template(name: str, folder: Path | None = None) -> Template:
    """The template of that name in `folder` (default the shipped ones); BadInput lists the names there are."""
    folder = folder or shipped_templates()
    known = template_names(folder)
    if name not in known:
        raise BadInput(f"没有名为「{name}」的模板，现有：{'、'.join(known) or '无'}。")
    return Template.load(folder / name)


def refresh_outlines(folder: Path | None = None) -> tuple[str, ...]:
    """Write `template.outline.txt` beside each template.docx in `folder`; the names of those that changed."""
    folder = folder or shipped_templates()
    return tuple(name for name in template_names(folder) if _refresh(folder / name))


def _refresh(folder: Path) -> bool:
    fresh = outline((folder / "template.docx").read_bytes())
    kept = folder / OUTLINE
    if kept.is_file() and kept.read_text(encoding="utf-8") == fresh:
        return False
    kept.write_text(fresh, encoding="utf-8")
    return True
