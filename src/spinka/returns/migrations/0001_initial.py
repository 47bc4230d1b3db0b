import django.contrib.postgres.fields
import django.db.models.deletion
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_door_of_accounts'),
        ('catalog', '0003_details'),
        ('orders', '0003_public_lengths'),
    ]

    operations = [
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(default='personal', max_length=20)),
                ('source_id', models.BigIntegerField(default=0)),
                ('reference_number', models.CharField(blank=True, default='', max_length=100)),
                ('date_add', models.DateTimeField()),
                ('date_in_status', models.DateTimeField()),
                ('user_login', models.CharField(blank=True, default='', max_length=30)),
                ('currency', models.CharField(max_length=3)),
                ('refunded', models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=14)),
                ('email', models.CharField(blank=True, default='', max_length=150)),
                ('phone', models.CharField(blank=True, default='', max_length=100)),
                ('admin_comments', models.CharField(blank=True, default='', max_length=200)),
                ('delivery_price', models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=14)),
                ('delivery_fullname', models.CharField(blank=True, default='', max_length=100)),
                ('delivery_company', models.CharField(blank=True, default='', max_length=100)),
                ('delivery_address', models.CharField(blank=True, default='', max_length=100)),
                ('delivery_postcode', models.CharField(blank=True, default='', max_length=100)),
                ('delivery_city', models.CharField(blank=True, default='', max_length=100)),
                ('delivery_state', models.CharField(blank=True, default='', max_length=100)),
                ('delivery_country_code', models.CharField(blank=True, default='', max_length=2)),
                ('extra_field_1', models.CharField(blank=True, default='', max_length=50)),
                ('extra_field_2', models.CharField(blank=True, default='', max_length=50)),
                ('extra_fields', models.JSONField(default=dict)),
                ('refund_account_number', models.CharField(blank=True, default='', max_length=50)),
                ('refund_iban', models.CharField(blank=True, default='', max_length=34)),
                ('refund_swift', models.CharField(blank=True, default='', max_length=11)),
                ('total_cents', models.BigIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
                ('order', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='orders.order')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnLineStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('storage', models.CharField(default='db', max_length=20)),
                ('storage_id', models.BigIntegerField(default=0)),
                ('product_ref', models.CharField(default='', max_length=50)),
                ('variant_ref', models.CharField(default='0', max_length=50)),
                ('name', models.CharField(default='', max_length=200)),
                ('attributes', models.CharField(default='', max_length=350)),
                ('sku', models.CharField(default='', max_length=50)),
                ('ean', models.CharField(default='', max_length=32)),
                ('location', models.CharField(default='', max_length=100)),
                ('auction_id', models.CharField(default='0', max_length=30)),
                ('unit_gross', models.DecimalField(decimal_places=4, default=Decimal(0), max_digits=14)),
                ('tax_rate', models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=5)),
                ('quantity', models.IntegerField()),
                ('weight', models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=10)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
                ('order_line', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='orders.orderline')),
                ('parent', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='returns.return')),
                ('product', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalog.product')),
                ('warehouse', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalog.warehouse')),
                ('status', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='returns.returnlinestatus')),
                ('reason', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='returns.returnreason')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnRefund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refunded_before', models.DecimalField(decimal_places=2, max_digits=14)),
                ('refunded_after', models.DecimalField(decimal_places=2, max_digits=14)),
                ('total', models.DecimalField(decimal_places=2, max_digits=14)),
                ('currency', models.CharField(max_length=3)),
                ('external_refund_id', models.CharField(default='', max_length=50)),
                ('comment', models.CharField(default='', max_length=50)),
                ('refunded_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
                ('parent', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='refunds', to='returns.return')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('name_for_customer', models.CharField(default='', max_length=1000)),
                ('color', models.CharField(default='#607d8b', max_length=7)),
                ('type', models.SmallIntegerField(choices=[(0, 'Active'), (1, 'Done'), (2, 'Cancelled'), (5, 'Accepted')], default=0)),
                ('position', models.IntegerField(default=0)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
        ),
        migrations.AddField(
            model_name='return',
            name='status',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='returns.returnstatus'),
        ),
        migrations.CreateModel(
            name='ReturnStatusGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=15)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
        ),
        migrations.AddField(
            model_name='returnstatus',
            name='group',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='returns.returnstatusgroup'),
        ),
        migrations.CreateModel(
            name='ReturnExtraField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('editor', models.CharField(default='text', max_length=20)),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='return_extra_field_of_account')],
            },
        ),
        migrations.CreateModel(
            name='ReturnJournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('return_id', models.BigIntegerField()),
                ('log_type', models.SmallIntegerField()),
                ('object_id', models.BigIntegerField(default=0)),
                ('data', models.JSONField(default=dict)),
                ('actor', models.CharField(default='', max_length=120)),
                ('created_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
            options={
                'indexes': [models.Index(fields=['return_id', 'id'], name='return_journal_of_return'), models.Index(fields=['account', 'created_at'], name='return_journal_by_time')],
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='return_journal_of_account')],
            },
        ),
        migrations.AddConstraint(
            model_name='returnlinestatus',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='return_line_status_of_account'),
        ),
        migrations.AddConstraint(
            model_name='returnreason',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='return_reason_of_account'),
        ),
        migrations.AddIndex(
            model_name='returnline',
            index=models.Index(fields=['parent', 'id'], name='return_line_page'),
        ),
        migrations.AddConstraint(
            model_name='returnline',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='return_line_of_account'),
        ),
        migrations.AddConstraint(
            model_name='returnline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 0)), name='return_line_quantity'),
        ),
        migrations.AddIndex(
            model_name='returnrefund',
            index=models.Index(fields=['parent', 'id'], name='return_refund_page'),
        ),
        migrations.AddConstraint(
            model_name='returnrefund',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='return_refund_of_account'),
        ),
        migrations.AddIndex(
            model_name='return',
            index=models.Index(fields=['account', 'date_add', 'id'], name='return_cursor'),
        ),
        migrations.AddIndex(
            model_name='return',
            index=models.Index(fields=['account', 'status', 'id'], name='return_by_status'),
        ),
        migrations.AddIndex(
            model_name='return',
            index=models.Index(condition=models.Q(('order__isnull', False)), fields=['order'], name='return_of_order'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='return_of_account'),
        ),
        migrations.AddConstraint(
            model_name='returnstatusgroup',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='return_status_group_of_account'),
        ),
        migrations.AddConstraint(
            model_name='returnstatus',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='return_status_of_account'),
        ),
    ]
