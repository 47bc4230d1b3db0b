"""Row-level security of kept answers and the door that deletes old ones."""

from django.db import migrations

from spinka.core.rls import door, tenant_policy


class Migration(migrations.Migration):
    dependencies = [("core", "0004_kept_answers")]

    operations = [
        tenant_policy("core_keptanswer"),
        door(
            "spinka_sweep_answers",
            "before timestamptz",
            "void",
            "delete from core_keptanswer where created_at < before",
        ),
    ]
