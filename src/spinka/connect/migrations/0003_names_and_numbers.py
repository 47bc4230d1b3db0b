"""The name a contractor starts with follows the supplier's; the ledger's last number stands on the connection."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connect", "0002_walls")]

    operations = [
        migrations.RemoveField(model_name="connection", name="name_is_own"),
        migrations.AddField(
            model_name="connection", name="code_name", field=models.CharField(default="", max_length=100)
        ),
        migrations.AddField(
            model_name="connection", name="credit_entries", field=models.IntegerField(default=0)
        ),
    ]
