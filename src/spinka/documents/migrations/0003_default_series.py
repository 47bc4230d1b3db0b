"""The series every new account starts with, for the accounts there are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_walls")]

    operations = [
        migrations.RunSQL(
            """
            insert into documents_series (account_id, kind, name, format, reset, vat_rate, payment_days)
            select a.id, d.kind, case when a.language = 'en' then d.english else d.polish end, d.format, 'monthly',
                   'ITEM', 14
            from accounts_account a cross join (values
                (1, 'INVOICE', 'Faktury', 'Invoices', 'FV %N/%M/%Y'),
                (2, 'CORRECTION', 'Korekty', 'Corrections', 'FK %N/%M/%Y'),
                (3, 'RECEIPT', 'Paragony', 'Receipts', 'PA %N/%M/%Y')
            ) as d (position, kind, polish, english, format)
            order by a.id, d.position
            """,
            migrations.RunSQL.noop,
        )
    ]
