"""网上办事: accounts, one-time codes, tokens, working copies, signed copies, proposals, errands, deadlines."""

# ruff: noqa: RUF012 (as Django writes it)

import django.db.models.deletion
from django.db import migrations, models

import gongwen.registry.canonical


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0003_keep_the_flow"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("issued_by", models.TextField()),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("recalled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("login", models.TextField(unique=True)),
                ("password", models.TextField(blank=True, default="")),
                ("must_change", models.BooleanField(default=False)),
                ("keeps_accounts", models.BooleanField(default=False)),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("opened_by", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("password_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Errand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("argument", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("about", models.TextField(blank=True, db_index=True, default="")),
                ("state", models.TextField(default="待办")),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("doing", models.TextField(blank=True, default="")),
                ("reason", models.TextField(blank=True, default="")),
                ("result", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("asked_by", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("finished_at", models.DateTimeField(null=True)),
                ("owner", models.TextField(blank=True, default="")),
                ("until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField()),
                ("name", models.TextField()),
                ("hash", models.CharField(max_length=64)),
                ("files", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("note", models.TextField(blank=True, default="")),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("state", models.TextField(default="待发布")),
                ("decided_by", models.TextField(blank=True, default="")),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="ReturnPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("no", models.PositiveIntegerField()),
                ("pages", models.PositiveIntegerField(default=1)),
                ("fault", models.TextField(blank=True, default="")),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("no",),
            },
        ),
        migrations.CreateModel(
            name="SignedReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.TextField(blank=True, default="")),
                ("party", models.TextField(blank=True, default="")),
                ("state", models.TextField(default="收页中")),
                ("form", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("handed_in_by", models.TextField(blank=True, default="")),
                ("checked_by", models.TextField(blank=True, default="")),
                ("checked_at", models.DateTimeField(null=True)),
                ("ticks", models.JSONField(default=list, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("note", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("login", models.TextField()),
                ("address", models.TextField(blank=True, default="")),
                ("how", models.TextField()),
                ("let_in", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("recalled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="WorkingCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.TextField(unique=True)),
                ("values", models.JSONField(default=dict, encoder=gongwen.registry.canonical.ReadableJSON)),
                ("based_on", models.TextField(blank=True, default="")),
                ("revision", models.PositiveIntegerField(default=1)),
                ("by", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="case",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="job",
            name="whose",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["due_at", "workflow", "workflow_hash", "stage", "unit", "closed_at"],
                name="running_case_by_deadline",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["unit", "closed_at"], name="case_by_unit"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["opened_at", "workflow", "kind", "closed_at"], name="case_by_opening"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["title"], name="case_by_title"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["actor", "case"], name="event_by_actor"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("for_whom", ""), _negated=True),
                fields=["for_whom", "case"],
                name="event_by_principal",
            ),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["title"], name="paper_by_title"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["template", "issued_on"], name="paper_by_template"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["issued_on"], name="paper_by_issue"),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(fields=["name", "sent_at"], name="recipient_by_name"),
        ),
        migrations.AddField(
            model_name="accesscode",
            name="case",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="access_codes", to="registry.case"
            ),
        ),
        migrations.AddField(
            model_name="accesscode",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="access_codes", to="registry.person"
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="account", to="registry.person"
            ),
        ),
        migrations.AddIndex(
            model_name="errand",
            index=models.Index(fields=["state", "id"], name="errand_by_state"),
        ),
        migrations.AddIndex(
            model_name="errand",
            index=models.Index(fields=["asked_by", "id"], name="errand_by_person"),
        ),
        migrations.AddConstraint(
            model_name="errand",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("待办", "办理中", "已完成", "失败", "取消"))),
                name="errand_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="errand",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("待办", "办理中"))),
                fields=("fingerprint",),
                name="one_unfinished_errand",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("待发布", "已发布", "不采用"))), name="proposal_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", ""), models.Q(("decided_by", models.F("by")), _negated=True), _connector="OR"
                ),
                name="a_second_person_decides",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "已发布"), _negated=True),
                    models.Q(("decided_by", ""), _negated=True),
                    _connector="OR",
                ),
                name="somebody_publishes_a_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "待发布")), fields=("kind", "name"), name="one_proposal_at_a_time"
            ),
        ),
        migrations.AddField(
            model_name="returnpage",
            name="file",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.file"),
        ),
        migrations.AddField(
            model_name="signedreturn",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="registry.case"
            ),
        ),
        migrations.AddField(
            model_name="signedreturn",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.file"
            ),
        ),
        migrations.AddField(
            model_name="signedreturn",
            name="issued",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.file"
            ),
        ),
        migrations.AddField(
            model_name="signedreturn",
            name="paper",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="registry.paper"
            ),
        ),
        migrations.AddField(
            model_name="returnpage",
            name="returned",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="registry.signedreturn"
            ),
        ),
        migrations.AddConstraint(
            model_name="returnpage",
            constraint=models.UniqueConstraint(fields=("returned", "file"), name="a_page_comes_back_once"),
        ),
        migrations.AddConstraint(
            model_name="signedreturn",
            constraint=models.UniqueConstraint(
                fields=("case", "action", "party", "paper", "issued"), name="one_return_of_an_issued_copy"
            ),
        ),
        migrations.AddIndex(
            model_name="signin",
            index=models.Index(fields=["login", "at"], name="sign_in_by_login"),
        ),
        migrations.AddIndex(
            model_name="signin",
            index=models.Index(fields=["address", "at"], name="sign_in_by_address"),
        ),
        migrations.AddField(
            model_name="token",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tokens", to="registry.account"
            ),
        ),
        migrations.AddConstraint(
            model_name="accesscode",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("issued_at"))), name="access_code_lasts_a_while"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("login", ""), _negated=True), name="account_has_a_login"
            ),
        ),
        migrations.AddIndex(
            model_name="signedreturn",
            index=models.Index(fields=["state", "case"], name="return_by_state"),
        ),
        migrations.AddConstraint(
            model_name="signedreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("收页中", "待核对", "已核对", "已退回"))), name="return_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="token_has_a_name"),
        ),
    ]
