import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0003_door_of_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientStatusGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=15)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
        ),
        migrations.CreateModel(
            name='ClientStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30)),
                ('color', models.CharField(default='#607d8b', max_length=7)),
                ('position', models.IntegerField(default=0)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
                ('group', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='clients.clientstatusgroup')),
            ],
        ),
        migrations.CreateModel(
            name='ClientExtraField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('editor', models.CharField(default='text', max_length=20)),
                ('options', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='client_extra_field_of_account')],
            },
        ),
        migrations.CreateModel(
            name='Client',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('star', models.SmallIntegerField(default=0)),
                ('connect_contractor_id', models.BigIntegerField(default=0)),
                ('login', models.CharField(blank=True, default='', max_length=156)),
                ('phone', models.CharField(blank=True, default='', max_length=156)),
                ('email', models.CharField(blank=True, default='', max_length=220)),
                ('notes', models.TextField(blank=True, default='')),
                ('invoice_company', models.CharField(blank=True, default='', max_length=500)),
                ('invoice_fullname', models.CharField(blank=True, default='', max_length=500)),
                ('invoice_address', models.CharField(blank=True, default='', max_length=500)),
                ('invoice_postcode', models.CharField(blank=True, default='', max_length=20)),
                ('invoice_city', models.CharField(blank=True, default='', max_length=100)),
                ('invoice_state', models.CharField(blank=True, default='', max_length=35)),
                ('invoice_country_code', models.CharField(blank=True, default='', max_length=2)),
                ('invoice_tax_id', models.CharField(blank=True, default='', max_length=50)),
                ('delivery_company', models.CharField(blank=True, default='', max_length=500)),
                ('delivery_fullname', models.CharField(blank=True, default='', max_length=500)),
                ('delivery_address', models.CharField(blank=True, default='', max_length=500)),
                ('delivery_postcode', models.CharField(blank=True, default='', max_length=20)),
                ('delivery_city', models.CharField(blank=True, default='', max_length=100)),
                ('delivery_state', models.CharField(blank=True, default='', max_length=35)),
                ('delivery_country_code', models.CharField(blank=True, default='', max_length=2)),
                ('extra_fields', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
                ('status', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.clientstatus')),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'status', 'id'], name='client_by_status')],
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='client_of_account'), models.CheckConstraint(condition=models.Q(('star__gte', 0), ('star__lte', 5)), name='client_star')],
            },
        ),
        migrations.AddConstraint(
            model_name='clientstatusgroup',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='client_status_group_of_account'),
        ),
        migrations.AddConstraint(
            model_name='clientstatus',
            constraint=models.UniqueConstraint(fields=('account', 'id'), name='client_status_of_account'),
        ),
    ]
