"""Kept answers are encrypted from now on; those of the last day go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0007_arrivals")]

    operations = [migrations.RunSQL("truncate core_keptanswer", migrations.RunSQL.noop)]
