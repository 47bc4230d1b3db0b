"""Programs of the version before, which still run while migrations are applied, write documents without these columns."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_corrections_of_returns")]

    operations = [
        migrations.AlterField(
            model_name="document",
            name="print_failed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="document",
            name="printer_name",
            field=models.CharField(db_default="", default="", max_length=50),
        ),
    ]
