"""Row-level security of the outbox and the events, and the worker's doors."""

from django.db import migrations

from spinka.core.rls import door, tenant_policy


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        tenant_policy("core_outbox"),
        tenant_policy("core_event"),
        door(
            "spinka_due_streams",
            "moment timestamptz, most int",
            "table (account_id bigint, stream text)",
            """
            select first.account_id, first.stream::text from (
                select distinct on (o.stream) o.account_id, o.stream, o.due_at, o.lease_until, o.id
                from core_outbox o where o.done_at is null and o.failed_at is null order by o.stream, o.id
            ) first
            where first.due_at <= moment and (first.lease_until is null or first.lease_until <= moment)
            order by first.id limit most
            """,
        ),
        door(
            "spinka_sweep_outbox",
            "before timestamptz",
            "void",
            "delete from core_outbox where done_at < before",
        ),
    ]
