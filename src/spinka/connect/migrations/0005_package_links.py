"""A parcel may belong to several sales of one order: linked once per sale, not once at all (G-03)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connect", "0004_shown_stock")]

    operations = [
        migrations.AlterField("packagelink", "supplier_package_id", models.BigIntegerField(db_index=True)),
        migrations.AlterField("packagelink", "contractor_package_id", models.BigIntegerField(db_index=True)),
        migrations.AddConstraint(
            "packagelink",
            models.UniqueConstraint(fields=["sale", "supplier_package_id"], name="package_link_of_supplier"),
        ),
        migrations.AddConstraint(
            "packagelink",
            models.UniqueConstraint(fields=["sale", "contractor_package_id"], name="package_link_of_contractor"),
        ),
    ]
