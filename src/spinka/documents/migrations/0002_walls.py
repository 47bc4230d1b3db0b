"""Row-level security and composite keys of documents."""

from django.db import migrations

from spinka.core.rls import composite_key, tenant_policy

TABLES = ("series", "seriescounter", "document", "documentline", "documentfile")
KEYS = (
    ("seriescounter", "series_id", "documents_series", "cascade"),
    ("document", "series_id", "documents_series", "restrict"),
    ("document", "corrects_id", "documents_document", "restrict"),
    ("documentline", "document_id", "documents_document", "cascade"),
    ("documentfile", "document_id", "documents_document", "cascade"),
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("accounts", "0002_walls")]

    operations = [
        *(tenant_policy(f"documents_{table}") for table in TABLES),
        *(composite_key(f"documents_{child}", column, parent, on_delete=action) for child, column, parent, action in KEYS),
    ]
