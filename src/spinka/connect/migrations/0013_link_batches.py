"""Links set together can be taken back, and a supplier's products are found by name on an index."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from spinka.core.rls import PARTNER, door, tenant_policy

# A name's longest words bring the candidates, two of them together before one alone; its trigrams bring the order. All
# of the partner the crossing opened alone.
HINTS = f"""
#variable_conflict use_column
declare
    wanted text;
    words text[];
    number int := 0;
    tests text[];
    found int;
begin
    foreach wanted in array names loop
        number := number + 1;
        words := array(
            select d.w from (
                select distinct w from regexp_split_to_table(left(wanted, 200), '[^[:alnum:]]+') w where length(w) > 2
            ) d order by length(d.w) desc, d.w limit 4
        );
        continue when cardinality(words) = 0;
        for attempt in 1..3 loop
            found := 0;
            -- The two longest words together, then other pairs of the longest three, then each word alone.
            tests := case attempt when 3 then array(select format('p.search_key like %L', '%' || w || '%') from unnest(words) w)
                else array(
                    select format('p.search_key like %L and p.search_key like %L', '%' || a.w || '%', '%' || b.w || '%')
                    from unnest(words) with ordinality a(w, n) join unnest(words) with ordinality b(w, n) on b.n > a.n
                    where b.n = attempt + 1) end;
            if cardinality(tests) > 0 then
                return query execute 'select $1, f.id, f.likeness from (
                        select x.id, similarity(split_part(x.search_key, E''\\n'', 1), $2) as likeness from ('
                    || array_to_string(array(
                        select format('(select p.id, p.search_key from catalog_product p where p.account_id = $3
                            and p.inventory_id = $4 and not p.is_draft and %s limit 100)', t) from unnest(tests) t), ' union ')
                    || ') x) f where f.likeness > 0.3 order by f.likeness desc, f.id limit $5'
                    using number, wanted, {PARTNER}, catalog_id, most;
                get diagnostics found = row_count;
            end if;
            exit when found > 0;
        end loop;
    end loop;
end
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_planned_door"), ("connect", "0012_directory")]

    operations = [
        migrations.CreateModel(
            name="LinkBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("connection_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("exact", "Exact"), ("chosen", "Chosen"), ("cleared", "Cleared")], max_length=7
                    ),
                ),
                (
                    "product_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "linked_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                (
                    "before_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("started_by", models.CharField(db_default="", default="", max_length=120)),
                ("created_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "connection_id", "-id"], name="link_batch_page")],
            },
        ),
        tenant_policy("connect_linkbatch"),
        migrations.RunSQL(
            "alter table connect_linkbatch add constraint linkbatch_connection_own"
            " foreign key (account_id, connection_id) references connect_connection (contractor_id, id) on delete cascade",
            "alter table connect_linkbatch drop constraint linkbatch_connection_own",
        ),
        # A trigram comparison is not leakproof, so under the policies it never reaches its index (R48). The caller
        # keeps what the partner shares.
        door(
            "spinka_search_partner_products",
            "catalog_id bigint, pattern text, most int",
            "setof bigint",
            f"""
            select p.id from catalog_product p
            where p.account_id = {PARTNER} and p.inventory_id = catalog_id and p.search_key like pattern
            order by p.id limit most
            """,
        ),
        door(
            "spinka_hint_products",
            "catalog_id bigint, names text[], most int",
            "table (place int, product_id bigint, likeness real)",
            HINTS,
            language="plpgsql",
        ),
    ]
