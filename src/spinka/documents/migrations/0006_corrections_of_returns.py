"""The return a correction was made from, once per return."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_arrivals")]

    operations = [
        migrations.AddField(model_name="document", name="return_id", field=models.BigIntegerField(null=True)),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("return_id__isnull", False)),
                fields=("account", "return_id"),
                name="document_once_per_return",
            ),
        ),
    ]
