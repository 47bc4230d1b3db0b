"""Row-level security and composite keys of warehouse documents."""

from django.db import migrations

from spinka.core.rls import composite_key, tenant_policy

TABLES = ("documentseries", "documentcounter", "stockdocument", "stockitem", "stockfile")
KEYS = (
    ("documentcounter", "series_id", "warehousing_documentseries", "cascade"),
    ("stockdocument", "series_id", "warehousing_documentseries", "restrict"),
    ("stockitem", "document_id", "warehousing_stockdocument", "cascade"),
    ("stockfile", "document_id", "warehousing_stockdocument", "cascade"),
)


class Migration(migrations.Migration):
    dependencies = [("warehousing", "0001_initial"), ("accounts", "0002_walls")]

    operations = [
        *(tenant_policy(f"warehousing_{table}") for table in TABLES),
        *(composite_key(f"warehousing_{child}", column, parent, on_delete=action) for child, column, parent, action in KEYS),
    ]
