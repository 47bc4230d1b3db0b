"""What the fiscal printer reported of receipts; those issued until now were never meant for one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_default_series"), ("accounts", "0003_door_of_accounts")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="print_failed",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="document",
            name="printed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="document",
            name="printer_name",
            field=models.CharField(default="", max_length=50),
        ),
        migrations.RunSQL(
            "update documents_document set printed_at = issued_at where kind = 'RECEIPT'", migrations.RunSQL.noop
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("kind", "RECEIPT"), ("printed_at__isnull", True)),
                fields=["account", "id"],
                name="receipt_to_print",
            ),
        ),
    ]
