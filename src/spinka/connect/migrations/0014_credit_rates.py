"""The exchange rate a sale was charged at stands with the sale."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connect", "0013_link_batches")]

    operations = [migrations.AddField(model_name="sale", name="credit_rate", field=models.JSONField(null=True))]
