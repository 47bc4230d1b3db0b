"""Marks of transactions that are writing rows programs read by a growing id or time (docs/decisions/0009).

A mark is a shared advisory lock of the transaction: it blocks nobody, ends with the transaction, costs no row, and
`pg_locks` shows it to readers. Its first number names the stream and the account, its second where the stream stood
when the mark was taken: every id the transaction takes afterwards is greater.
"""

from django.db import migrations

_MARK = """
create function spinka_arrives(stream int, ids text, account bigint) returns void language plpgsql volatile as $body$
declare
    mark text := ' ' || stream || ':' || account || ' ';
    marks text := coalesce(current_setting('spinka.arrivals', true), '');
begin
    if account is null or position(mark in marks) > 0 then return; end if;
    perform pg_advisory_xact_lock_shared(
        (stream << 27) | (account % 134217728)::int,
        (coalesce(pg_sequence_last_value(ids::regclass), 0) % 2147483648)::int);
    if stream = 1 then
        perform pg_advisory_xact_lock_shared(
            (account % 134217728)::int, (floor(extract(epoch from clock_timestamp()))::bigint % 2147483648)::int);
    end if;
    perform set_config('spinka.arrivals', marks || mark, true);
end
$body$;
"""

_TRIGGER = """
create function spinka_arriving() returns trigger language plpgsql as $body$
begin
    perform spinka_arrives(tg_argv[0]::int, tg_argv[1], nullif(current_setting('spinka.account', true), '')::bigint);
    perform spinka_arrives(tg_argv[0]::int, tg_argv[1], nullif(current_setting('spinka.partner', true), '')::bigint);
    return null;
end
$body$;
"""

# The end of the stream is read before the marks: what arrives in between only gets greater ids.
_SETTLED = """
create function spinka_settled(stream int, ids text, account bigint) returns bigint language plpgsql volatile as $body$
declare
    finish bigint := coalesce(pg_sequence_last_value(ids::regclass), 0);
    behind bigint;
begin
    select max(found.distance) into behind from (
        select (finish - l.objid::bigint + 2147483648) % 2147483648 as distance from pg_locks l
        where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = ((stream << 27) | (account % 134217728)::int)::oid
          and l.database = (select d.oid from pg_database d where d.datname = current_database())
          and l.pid <> pg_backend_pid()
    ) found where found.distance < 1073741824;
    return finish - coalesce(behind, 0);
end
$body$;
create function spinka_settled_second(account bigint) returns bigint language plpgsql volatile as $body$
declare
    second bigint := floor(extract(epoch from clock_timestamp()));
    behind bigint;
begin
    select max(found.distance) into behind from (
        select (second - l.objid::bigint + 2147483648) % 2147483648 as distance from pg_locks l
        where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = ((account % 134217728)::int)::oid
          and l.database = (select d.oid from pg_database d where d.datname = current_database())
          and l.pid <> pg_backend_pid()
    ) found where found.distance < 1073741824;
    return second - behind;
end
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0006_call_tallies")]

    operations = [
        migrations.RunSQL(_MARK, "drop function spinka_arrives"),
        migrations.RunSQL(_TRIGGER, "drop function spinka_arriving"),
        migrations.RunSQL(_SETTLED, "drop function spinka_settled; drop function spinka_settled_second"),
    ]
