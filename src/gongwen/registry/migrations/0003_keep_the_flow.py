"""流转与台账: tasks, delegations, receipts, number states, terms of membership, flow migrations, the journal's name."""

# ruff: noqa: RUF012 (as Django writes it)

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Max

import gongwen.registry.canonical
from gongwen.registry import triggers

BEFORE = import_module("gongwen.registry.migrations.0002_refuse_changes_to_the_record").APPEND_ONLY
APPEND_ONLY = ("journal", "event", "opinion", "published", "publishedfile", "urging")


def allow_changes(apps, schema_editor):
    """SQLite would lose the triggers of the tables that change below."""
    triggers.allow_changes(schema_editor, BEFORE)


def refuse_changes_again(apps, schema_editor):
    """Backwards: the triggers as they were."""
    triggers.refuse_changes(schema_editor, BEFORE)


def refuse_changes(apps, schema_editor):
    """Append-only tables as before; a number may change its state only the way numbers go."""
    triggers.refuse_changes(schema_editor, APPEND_ONLY)
    triggers.guard_numbers(schema_editor)


def allow_changes_again(apps, schema_editor):
    """Backwards: take the triggers away before the tables change."""
    triggers.allow_changes(schema_editor, APPEND_ONLY)
    triggers.unguard_numbers(schema_editor)


def count_series(apps, schema_editor):
    """The highest serial of every series there is."""
    numbers, series = apps.get_model("registry", "Number"), apps.get_model("registry", "Series")
    here = schema_editor.connection.alias
    for row in numbers.objects.using(here).values("code", "year").annotate(last=Max("serial")):
        series.objects.using(here).create(**row)


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_refuse_changes_to_the_record")]

    operations = [
        migrations.RunPython(allow_changes, refuse_changes_again),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("roles", models.JSONField(default=list, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("basis", models.TextField(blank=True, default="")),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FlowMigration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("workflow", models.TextField()),
                ("target_hash", models.CharField(max_length=64)),
                ("mapping", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("reason", models.TextField(blank=True, default="")),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
                ("reverted_by", models.TextField(blank=True, default="")),
                ("reverted_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.TextField()),
                ("post", models.TextField()),
                ("name", models.TextField()),
                ("title", models.TextField(blank=True, default="")),
                ("organ", models.TextField(blank=True, default="")),
                ("rank", models.PositiveIntegerField()),
                ("starts", models.DateField()),
                ("ends", models.DateField(null=True)),
                ("basis", models.TextField(blank=True, default="")),
                ("end_basis", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="MigratedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("after", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
            ],
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("part", models.TextField()),
                ("copies", models.PositiveIntegerField(default=1)),
                ("how", models.TextField(blank=True, default="")),
                ("sent_by", models.TextField(blank=True, default="")),
                ("sent_at", models.DateTimeField(null=True)),
                ("received_by", models.TextField(blank=True, default="")),
                ("received_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField()),
                ("year", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.TextField()),
                ("action", models.TextField()),
                ("party", models.TextField()),
                ("party_kind", models.TextField()),
                ("seq", models.PositiveIntegerField()),
                ("state", models.TextField(default="待办")),
                ("reason", models.TextField(blank=True, default="")),
                ("done_by", models.TextField(blank=True, default="")),
                ("for_whom", models.TextField(blank=True, default="")),
                ("added_by", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Urging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stage", models.TextField()),
                ("to", models.TextField()),
                ("how", models.TextField()),
                ("note", models.TextField(blank=True, default="")),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RenameModel(
            old_name="Entry",
            new_name="JournalEntry",
        ),
        migrations.AddField(
            model_name="event",
            name="for_whom",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="event",
            name="party",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="event",
            name="role",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="number",
            name="approver",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="number",
            name="basis",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.file"
            ),
        ),
        migrations.AddField(
            model_name="number",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="number",
            name="origin",
            field=models.TextField(default="系统"),
        ),
        migrations.AddField(
            model_name="number",
            name="reason",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="number",
            name="state",
            field=models.TextField(default="已用"),
        ),
        migrations.AddField(
            model_name="number",
            name="title",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="opinion",
            name="for_whom",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="opinion",
            name="organ",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="opinion",
            name="role",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="opinion",
            name="substance",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="paper",
            name="standing",
            field=models.TextField(default="有效"),
        ),
        migrations.AddField(
            model_name="paper",
            name="standing_basis",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="paper",
            name="standing_from",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="paperversion",
            name="declared",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="paperversion",
            name="substance",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AlterField(
            model_name="number",
            name="paper",
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to="registry.paper"),
        ),
        migrations.AddConstraint(
            model_name="number",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("预留", "已用", "作废", "跳号"))), name="number_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="number",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ("系统", "线下"))), name="number_origin_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="number",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "已用"), _negated=True),
                    ("paper__isnull", False),
                    ("origin", "线下"),
                    _connector="OR",
                ),
                name="used_number_has_a_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="number",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "预留"), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="reserved_number_says_what_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="number",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("作废", "跳号")), _negated=True),
                    models.Q(models.Q(("reason", ""), _negated=True), models.Q(("approver", ""), _negated=True)),
                    _connector="OR",
                ),
                name="void_number_is_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ("有效", "作废", "撤销", "废止"))), name="paper_standing_known"
            ),
        ),
        migrations.AlterModelTable(
            name="journalentry",
            table="registry_journal",
        ),
        migrations.AddField(
            model_name="delegation",
            name="deputy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deputising", to="registry.person"
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="principal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="delegated", to="registry.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("group", "post", "name", "starts"), name="one_membership_a_day"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("group", ""), _negated=True)),
                name="membership_names_who_and_where",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gte", models.F("starts")), ("ends", None), _connector="OR"),
                name="membership_ends_after_start",
            ),
        ),
        migrations.AddField(
            model_name="migratedcase",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="registry.flowmigration"
            ),
        ),
        migrations.AddField(
            model_name="migratedcase",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="migrations", to="registry.case"
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="paper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recipients", to="registry.paper"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(fields=("code", "year"), name="one_series_a_year"),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="series_has_a_code"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="registry.case"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="closed",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="tasks_closed", to="registry.event"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="opened",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks_opened", to="registry.event"
            ),
        ),
        migrations.AddField(
            model_name="urging",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="urgings", to="registry.case"
            ),
        ),
        migrations.AddField(
            model_name="urging",
            name="task",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="urgings", to="registry.task"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.UniqueConstraint(
                fields=("principal", "deputy", "starts", "ends"), name="one_delegation_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gte", models.F("starts"))), name="delegation_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("principal", models.F("deputy")), _negated=True),
                name="nobody_deputises_for_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="migratedcase",
            constraint=models.UniqueConstraint(fields=("batch", "case"), name="a_case_once_a_batch"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(fields=("paper", "name"), name="one_receipt_per_recipient"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="recipient_has_a_name"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["state", "party"], name="task_by_party"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(fields=("opened", "action", "party"), name="one_task_per_party"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "待办")),
                fields=("case", "stage", "action", "party"),
                name="one_open_task_per_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("待办", "已完成", "取消"))), name="task_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("party_kind__in", ("机关", "人员")), models.Q(("party", ""), _negated=True)),
                name="task_has_a_party",
            ),
        ),
        migrations.RunPython(count_series, migrations.RunPython.noop),
        migrations.RunPython(refuse_changes, allow_changes_again),
    ]
