"""Invitations mailed to future contractors, their row-level security, and the door of their links (R25 e, R45)."""

import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import composite_key, door, tenant_policy


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_unconfirmed'),
        ('connect', '0015_sale_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.CharField(max_length=254)),
                ('message', models.TextField(blank=True, default='')),
                ('language', models.CharField(max_length=2)),
                ('secret_hash', models.CharField(max_length=64, unique=True)),
                ('mail_id', models.BigIntegerField()),
                ('sent_by', models.CharField(blank=True, default='', max_length=120)),
                ('sent_count', models.IntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
                ('joined_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('taken_by', models.BigIntegerField(null=True)),
                ('connection_id', models.BigIntegerField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
                ('integration', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='connect.integration')),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'sent_at', 'id'], name='invitation_by_time')],
                'constraints': [models.UniqueConstraint(fields=('account', 'id'), name='invitation_of_account'), models.UniqueConstraint(fields=('integration', 'email'), name='invitation_once')],
            },
        ),
        tenant_policy('connect_invitation'),
        composite_key('connect_invitation', 'integration_id', 'connect_integration'),
        door(
            'spinka_door_invitation',
            'digest text',
            'table (invitation_id bigint, supplier_id bigint, integration_id bigint, supplier_name text, code_name text,'
            ' message text, language text, email text, code_encrypted text, expires_at timestamptz, is_revoked boolean,'
            ' is_joined boolean, taken_by bigint, takes_code boolean)',
            """
            select n.id, n.account_id, n.integration_id, a.name::text, i.code_name::text, n.message, n.language::text,
                   n.email::text, i.code_encrypted, n.expires_at, n.revoked_at is not null, n.joined_at is not null,
                   n.taken_by,
                   (i.code_expires_at is null or i.code_expires_at > now())
                       and not (i.code_single_use and i.code_used_at is not null)
            from connect_invitation n
            join connect_integration i on i.account_id = n.account_id and i.id = n.integration_id
            join accounts_account a on a.id = n.account_id
            where n.secret_hash = digest and i.deleted_at is null and a.is_active
            """,
        ),
    ]
