"""流程: `gongwen workflow …`: list, check, show, simulate also work without an office; publish and migrate do not."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from gongwen.cli import desk as door
from gongwen.cli import publishing
from gongwen.cli.desk import Home, Json, say
from gongwen.errors import BadInput
from gongwen.office.procedures import flows, migrating, originals, simulating

app = typer.Typer(help="流程：列出、审查、画图、推演、发布、改版迁移。", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="流程名称（project、paper）或 YAML 文件。")]
Person = Annotated[str | None, typer.Option("--as", help="办理人姓名。")]
SHOWN = 20
publishing.register(app, flows.WORKFLOW)


class Form(StrEnum):
    """How a workflow is drawn."""

    mermaid = "mermaid"
    svg = "svg"
    png = "png"


@app.command("list")
def list_(home: Home = None, as_json: Json = False) -> None:
    """列出办公室的流程：版本、散列值、各版在办件数、有没有新版；没有指明办公文件夹时列出随带的。"""
    if not door.open_if_named(home):
        door.show(originals.workflows(), {"name": "名称", "title": "流程", "stages": "环节数"}, as_json=as_json)
        return
    rows = flows.listed()
    door.show(rows if as_json else [door.versioned(row) for row in rows], flows.COLUMNS, as_json=as_json, title="流程")
    if not as_json and any(row["newer"] for row in rows):
        say("有新版的：gongwen workflow publish --shipped 名称 --as 姓名 采用；在办事项仍按原版办，要改用的再迁移。")


@app.command("check")
def check(name: Name, as_json: Json = False) -> None:
    """审查一个流程文件；有错一次全部指出。"""
    faults = originals.workflow_faults(name)
    if as_json:
        door.print_json(faults)
    if faults:
        raise BadInput.of(faults)
    if not as_json:
        say(f"流程「{name}」可以使用。")


@app.command("show")
def show(
    name: Name,
    home: Home = None,
    form: Annotated[Form, typer.Option("--form", help="mermaid 文字，或 svg、png 图。")] = Form.mermaid,
    out: Annotated[Path | None, typer.Option("--out", help="写到这个文件；后缀 .svg、.png 决定格式。")] = None,
    version: Annotated[int | None, typer.Option("--version", help="办公室的第几版；不写是最新的。")] = None,
    counts: Annotated[bool, typer.Option("--counts", help="在图上标出各环节的在办件数。")] = False,
) -> None:
    """画出流程图；指明办公文件夹的，画办公室的流程，否则画随带的或文件里的。"""
    kind = Form(out.suffix[1:]) if out and out.suffix in (".svg", ".png") else form
    if kind is Form.png and not out:
        raise BadInput("PNG 图请用 --out 指明文件。")
    named = door.open_if_named(home) and not name.endswith((".yaml", ".yml"))
    if (version is not None or counts) and not named:
        raise BadInput("--version 和 --counts 要看办公室的记录，请用 --home 指明办公文件夹，并写流程名称。")
    drawn = flows.drawing(name, kind.value, version, counts=counts) if named else originals.drawing(name, kind.value)
    if out:
        out.write_bytes(drawn)
        say(f"流程图已写到 {out}")
    else:
        print(drawn.decode("utf-8"))


@app.command("simulate")
def simulate(
    name: Name,
    home: Home = None,
    runs: Annotated[int, typer.Option("--runs", help="随机走多少次。")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="随机的种子；同一个种子结果相同。")] = 1,
    returns: Annotated[int, typer.Option("--returns", help="每次最多退回几次。")] = 2,
    as_json: Json = False,
) -> None:
    """推演一个流程：要多少个工作日、出哪些文书、退回几次、哪些环节走不到；什么也不记录。"""
    in_office = door.open_if_named(home) and not name.endswith((".yaml", ".yml"))
    made = simulating.simulate(name, runs=runs, seed=seed, returns=returns, in_office=in_office)
    if as_json:
        door.print_json(made)
        return
    say(f"推演流程「{made['title']}」：随机走 {runs} 次（种子 {seed}），每次最多退回 {returns} 次。")
    say("天数是各环节时限之和，按工作日计，1天按 5/7 个工作日折算。")
    door.show(made["ends"], simulating.END_COLUMNS, as_json=False, title="走到哪里、要多少个工作日")
    if made["papers"]:
        door.show(made["papers"], simulating.PAPER_COLUMNS, as_json=False, title="出哪些文书")
        say("公文自己的发文办理（送核到归档）另要时间，没有计入。")
    for sentence in simulating.sentences(made):
        say(sentence)


@app.command("publish")
def publish(
    person: door.As,
    file: Annotated[Path | None, typer.Argument(help="流程文件（.yaml）。")] = None,
    shipped: Annotated[str | None, typer.Option("--shipped", help="采用随带的这个流程。")] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """发布流程的新版：先照本办公室的情况审查，有错不发布；内容没有变的还是原来那一版。"""
    if (file is None) == (shipped is None):
        raise BadInput("请写一个流程文件，或用 --shipped 写随带流程的名称，两样只写一样。")
    door.open_office(home)
    hand: dict[str, Any] = {"actor": door.actor(person), "now": door.now()}
    made = flows.publish_file(file, **hand) if file else flows.publish_shipped(str(shipped), **hand)
    if as_json:
        door.print_json({"name": made.name, "version": made.version, "hash": made.hash})
        return
    say(f"流程「{made.name}」第{made.version}版已发布（{made.hash[:12]}）。新登记的事项按这一版办，在办的仍按原版办。")


@app.command("migrate")
def migrate(
    name: Annotated[str | None, typer.Argument(help="流程名称。")] = None,
    home: Home = None,
    to: Annotated[int | None, typer.Option("--to", help="迁到第几版；不写是最新的。")] = None,
    mapping: Annotated[list[str] | None, typer.Option("--map", help="旧环节=新环节，可重复。")] = None,
    cases: Annotated[list[str] | None, typer.Option("--case", help="只迁移这个编号的事项，可重复。")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="实施；不写只看计划。")] = False,
    plan: Annotated[str, typer.Option("--plan", help="看到的计划号；计划变了就不实施。")] = "",
    revert: Annotated[int | None, typer.Option("--revert", help="撤回第几批迁移。")] = None,
    rest: Annotated[bool, typer.Option("--rest", help="撤回时，有变化的事项留下，只撤其余的。")] = False,
    person: Person = None,
    reason: Annotated[str, typer.Option("--reason", help="迁移的理由。")] = "",
    as_json: Json = False,
) -> None:
    """改版以后把在办事项迁到新版：先看计划，再加 --apply 实施；成批办理，可以整批撤回。"""
    door.open_office(home)
    actor = door.actor(person) if person else None
    if revert is not None:
        _revert(revert, rest, actor, as_json)
        return
    if name is None:
        raise BadInput("请写要迁移的流程名称（查看全部：gongwen workflow list），或用 --revert 写要撤回的批号。")
    made, batch = migrating.migrate(
        name,
        to=to,
        mapping=_pairs(mapping or []),
        codes=cases or [],
        reason=reason,
        apply=apply,
        digest=plan,
        actor=actor,
        now=door.now(),
    )
    if as_json:
        door.print_json(migrating.told(made, batch))
    else:
        _tell_plan(made, batch, apply)


@app.command("migrations")
def migrations(home: Home = None, as_json: Json = False) -> None:
    """列出办过的改版迁移，一批一行。"""
    door.open_office(home)
    door.show(migrating.batches(), migrating.BATCH_COLUMNS, as_json=as_json, title="改版迁移")


def _revert(batch: int, rest: bool, actor: Any, as_json: bool) -> None:
    if actor is None:
        raise BadInput("撤回迁移要写明由谁办理（--as 姓名）。")
    back = migrating.revert(batch, rest=rest, actor=actor, now=door.now())
    if as_json:
        door.print_json({"batch": batch, "cases": [row.case for row in back]})
    else:
        say(f"第 {batch} 批改版迁移已撤回，{len(back)} 件事项回到原来的版本和环节。")


def _tell_plan(plan: migrating.Plan, batch: Any, apply: bool) -> None:
    """The plan for a clerk: how many go which way, then those that do not move, each with its reason."""
    say(f"流程「{plan.workflow}」迁到第{plan.target.version}版：在办 {len(plan.verdicts)} 件"
        + (f"，另有 {plan.already} 件已按此版办理" if plan.already else ""))  # fmt: skip
    for way, count in plan.counts().items():
        say(f"  {way}：{count} 件")
    for row in migrating.grouped(plan):
        codes = "、".join(row["cases"][:SHOWN]) + (f" 等 {len(row['cases'])} 件" if len(row["cases"]) > SHOWN else "")
        arrow = f"「{row['stage']}」→「{row['target']}」" if row["target"] else f"「{row['stage']}」"
        say(f"{row['way']} {arrow}：{codes}")
        for sentence in row["why"]:
            say(f"    {sentence}。")
    if batch:
        say(f"已实施，第 {batch.id} 批，{batch.cases} 件。撤回：gongwen workflow migrate --revert {batch.id} --as 姓名")
    elif apply:
        say("没有可以迁移的事项，什么也没有改。")
    elif plan.moves:
        say(f"以上只是计划，什么也没有改。实施请加 --apply --as 姓名 --reason 理由 --plan {plan.digest[:12]}")


def _pairs(settings: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for setting in settings:
        old, equals, new = (part.strip() for part in setting.partition("="))
        if not (old and equals and new) or old in pairs:
            raise BadInput(f"--map「{setting}」应当写成 旧环节=新环节，每个旧环节只写一次。")
        pairs[old] = new
    return pairs
