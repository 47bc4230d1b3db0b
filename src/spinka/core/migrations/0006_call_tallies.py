"""Calls of this minute per token and web process, so that processes know of each other's (R39).

Unlogged: a crash may forget a minute's counts. Row-level security without a policy: only the door reaches the rows.
"""

from django.db import migrations

from spinka.core.rls import door


class Migration(migrations.Migration):
    dependencies = [("core", "0005_kept_answers_walls")]

    operations = [
        migrations.RunSQL(
            "create unlogged table core_calltally (minute bigint not null, process text not null,"
            " token_id bigint not null, used int not null, primary key (minute, token_id, process));"
            "alter table core_calltally enable row level security;",
            "drop table core_calltally",
        ),
        door(
            "spinka_exchange_calls",
            "at bigint, of text, tokens bigint[], counts int[]",
            "table (token_id bigint, used bigint)",
            """
            delete from core_calltally old using (
                select o.ctid from core_calltally o where o.minute < at for update skip locked
            ) gone where old.ctid = gone.ctid;
            insert into core_calltally (minute, process, token_id, used)
            select at, of, given.token_id, given.used from unnest(tokens, counts) as given (token_id, used)
            on conflict (minute, token_id, process) do update set used = excluded.used;
            select t.token_id, sum(t.used) from core_calltally t
            where t.minute = at and t.process <> of and t.token_id = any(tokens) group by t.token_id
            """,
        ),
    ]
