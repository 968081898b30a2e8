"""建立台账: all tables of an office."""

# ruff: noqa: RUF012 (as Django writes it)

import django.db.models.deletion
from django.db import migrations, models

import gongwen.registry.canonical


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("case", models.TextField(blank=True, db_index=True, default="")),
                ("text", models.TextField()),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("sha", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("media_type", models.TextField()),
                ("size", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("value", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                ("prefix", models.TextField(null=True)),
                ("year", models.PositiveIntegerField(null=True)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("workflow", models.TextField()),
                ("workflow_hash", models.TextField()),
                ("stage", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("title", models.TextField()),
                ("kind", models.TextField(blank=True, default="")),
                ("unit", models.TextField(blank=True, default="")),
                ("data", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("opened_at", models.DateTimeField()),
                ("stage_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["workflow", "stage"], name="case_by_stage")],
                "constraints": [
                    models.UniqueConstraint(fields=("prefix", "year", "serial"), name="one_case_per_serial"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", ""), _negated=True), models.Q(("code", ""), _negated=True)
                        ),
                        name="case_has_code_and_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="case_version_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("action", models.TextField()),
                ("source", models.TextField(blank=True, default="")),
                ("target", models.TextField()),
                ("actor", models.TextField()),
                ("door", models.TextField(blank=True, default="")),
                ("system_user", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("form", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("form_hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("key", models.TextField(null=True, unique=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="registry.case"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "seq"), name="events_of_a_case_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("step", models.TextField()),
                ("argument", models.JSONField(encoder=gongwen.registry.canonical.ReadableJSON, null=True)),
                ("state", models.TextField(default="待办")),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("reason", models.TextField(blank=True, default="")),
                ("owner", models.TextField(blank=True, default="")),
                ("until", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="jobs", to="registry.case"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="jobs", to="registry.event"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "id"], name="job_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "seq"), name="jobs_of_an_event_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("待办", "办理中", "已完成", "失败"))), name="job_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organ",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
                ("short", models.TextField(blank=True, default="")),
                ("codes", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("level", models.TextField(blank=True, default="")),
                ("superior", models.TextField(blank=True, default="")),
                ("seal_mm", models.FloatField(null=True)),
                ("address", models.TextField(blank=True, default="")),
                ("phone", models.TextField(blank=True, default="")),
                ("credit_code", models.TextField(blank=True, default="")),
                ("starts", models.DateField(null=True)),
                ("ends", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="organ_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts")), ("ends", None), _connector="OR"),
                        name="organ_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("template", models.TextField(blank=True, default="")),
                ("template_hash", models.TextField(blank=True, default="")),
                ("kind", models.TextField(blank=True, default="")),
                ("title", models.TextField()),
                ("occasion", models.TextField(blank=True, default="")),
                ("inputs", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("filed", models.BooleanField(default=False)),
                ("issued_on", models.DateField(null=True)),
                ("key", models.TextField(null=True, unique=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="registry.case",
                    ),
                ),
                (
                    "flow",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flow_papers",
                        to="registry.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Number",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField()),
                ("year", models.PositiveIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
                ("paper", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to="registry.paper")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "year", "serial"), name="one_paper_per_number"),
                    models.CheckConstraint(
                        condition=models.Q(("serial__gte", 1), models.Q(("code", ""), _negated=True)),
                        name="number_counts_from_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                ("findings", models.JSONField(default=list, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("origin", models.TextField()),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "docx",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.file"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="registry.paper"
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.file"
                    ),
                ),
            ],
            options={
                "ordering": ("no",),
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "no"), name="versions_of_a_paper_in_order"),
                    models.CheckConstraint(
                        condition=models.Q(("docx__isnull", False), ("pdf__isnull", False), _connector="OR"),
                        name="version_has_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ("template", "hand", "registration", "scan"))),
                        name="version_origin_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
                ("phone", models.TextField(blank=True, default="")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="person_has_a_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("text", models.TextField(blank=True, default="")),
                ("version_sha", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="registry.paper"
                    ),
                ),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="registry.person")),
            ],
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.TextField()),
                ("roles", models.JSONField(default=list, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("starts", models.DateField()),
                ("ends", models.DateField(null=True)),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="registry.organ")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="registry.person")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "organ", "post", "starts"), name="one_appointment_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts")), ("ends", None), _connector="OR"),
                        name="post_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Published",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("version", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
                ("actor", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "name", "version"), name="one_content_per_version"),
                    models.UniqueConstraint(fields=("kind", "name", "hash"), name="one_version_per_content"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("template", "workflow", "rubric"))),
                        name="published_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.TextField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="registry.file")),
                (
                    "published",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="registry.published"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("published", "path"), name="one_file_per_path")],
            },
        ),
    ]
