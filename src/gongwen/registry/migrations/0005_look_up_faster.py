"""查得更快: running cases in the order of their deadlines, titles in order, the last entry about the office itself."""

# ruff: noqa: RUF012 (as Django writes it)

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0004_open_the_web_office"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="running_case_by_deadline"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)),
                fields=["due_at", "id", "workflow", "workflow_hash", "stage", "unit", "closed_at"],
                name="running_case_in_order",
            ),
        ),
        migrations.AddIndex(model_name="case", index=models.Index(fields=["id", "title"], name="case_titles_in_order")),
        migrations.AddIndex(
            model_name="paper", index=models.Index(fields=["id", "title"], name="paper_titles_in_order")
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(condition=models.Q(("case", "")), fields=["number"], name="entry_about_the_office"),
        ),
    ]
