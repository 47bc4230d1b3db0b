"""Addresses of warehouses, details of manufacturers, products' links to external storages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_walls")]

    operations = [
        migrations.AddField("warehouse", "country", models.CharField(blank=True, default="", max_length=2)),
        migrations.AddField("warehouse", "address", models.CharField(blank=True, default="", max_length=200)),
        migrations.AddField("warehouse", "postcode", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField("warehouse", "city", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("manufacturer", "details", models.JSONField(default=dict)),
        migrations.AddField("product", "links", models.JSONField(default=dict)),
    ]
