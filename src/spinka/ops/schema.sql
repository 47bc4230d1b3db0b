-- fingerprint: 4c8b064d1572c97ee40148affc5183e805ca83c93006790d7529aa4adfc569ed
-- Written by `make schema` from the migrations; never edited by hand.
SET check_function_bodies = false;
SELECT pg_catalog.set_config('search_path', '', true);
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE FUNCTION public.connect_contractor_seq_next() RETURNS bigint
    LANGUAGE plpgsql
    AS $$ declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('connect_contractor_seq'); end loop; return n; end $$;
CREATE FUNCTION public.connect_hold_seq_next() RETURNS bigint
    LANGUAGE plpgsql
    AS $$ declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('connect_hold_seq'); end loop; return n; end $$;
CREATE FUNCTION public.connect_inquiry_seq_next() RETURNS bigint
    LANGUAGE plpgsql
    AS $$ declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('connect_inquiry_seq'); end loop; return n; end $$;
CREATE FUNCTION public.connect_integration_seq_next() RETURNS bigint
    LANGUAGE plpgsql
    AS $$ declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('connect_integration_seq'); end loop; return n; end $$;
CREATE FUNCTION public.connect_listing_seq_next() RETURNS bigint
    LANGUAGE plpgsql
    AS $$ declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('connect_listing_seq'); end loop; return n; end $$;
CREATE FUNCTION public.connect_request_seq_next() RETURNS bigint
    LANGUAGE plpgsql
    AS $$ declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('connect_request_seq'); end loop; return n; end $$;
CREATE FUNCTION public.connect_sale_seq_next() RETURNS bigint
    LANGUAGE plpgsql
    AS $$ declare n bigint; begin for i in 0..floor(random() * 7)::int loop n := nextval('connect_sale_seq'); end loop; return n; end $$;
CREATE FUNCTION public.spinka_analyze_catalog() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ begin analyze catalog_product; analyze catalog_price; analyze catalog_stock; analyze catalog_productimage; end $$;
CREATE FUNCTION public.spinka_arrives(stream integer, ids text, account bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
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
$$;
CREATE FUNCTION public.spinka_arriving() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform spinka_arrives(tg_argv[0]::int, tg_argv[1], nullif(current_setting('spinka.account', true), '')::bigint);
    perform spinka_arrives(tg_argv[0]::int, tg_argv[1], nullif(current_setting('spinka.partner', true), '')::bigint);
    return null;
end
$$;
CREATE FUNCTION public.spinka_door_accounts() RETURNS TABLE(account_id bigint)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select a.id from accounts_account a order by a.id $$;
CREATE FUNCTION public.spinka_door_code(digest text) RETURNS TABLE(integration_id bigint, supplier_id bigint, supplier_name text, code_name text, settings jsonb, require_approval boolean, expires_at timestamp with time zone, single_use boolean, used_at timestamp with time zone)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select i.id, i.account_id, a.name::text, i.code_name::text, i.settings, i.require_approval,
                   i.code_expires_at, i.code_single_use, i.code_used_at
            from connect_integration i join accounts_account a on a.id = i.account_id
            where i.code_hash = digest and i.deleted_at is null and a.is_active
             $$;
CREATE FUNCTION public.spinka_door_directory(words text, of_countries text[], of_industries text[], of_types text[], most integer, skipped integer) RETURNS TABLE(listing_id bigint, supplier_id bigint, integration_id bigint, company_name text, language text, descriptions jsonb, services jsonb, countries text[], industries text[], types text[], shows_products boolean, join_mode text, allow_code boolean, answers_in_panel boolean, logo_id bigint)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select l.id, l.account_id, l.integration_id, l.company_name::text, l.language::text, l.descriptions, l.services, l.countries::text[], l.industries::text[], l.types::text[], l.show_products and coalesce((i.settings ->> 'share_products')::boolean, true), l.join_mode::text, l.allow_code, l.answers_in_panel, l.logo_id from connect_listing l join connect_integration i on i.account_id = l.account_id and i.id = l.integration_id join accounts_account a on a.id = l.account_id
            where l.is_published and l.state = 'approved' and i.deleted_at is null and a.is_active
                and (words is null or l.name_key like words)
                and (of_countries is null or l.countries::text[] && of_countries)
                and (of_industries is null or l.industry_keys::text[] && of_industries)
                and (of_types is null or l.types::text[] && of_types)
            order by l.sort_key, l.id limit most offset skipped
             $$;
CREATE FUNCTION public.spinka_door_directory_choices() RETURNS TABLE(countries text[], industries text[])
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select array(select distinct unnest(l.countries)::text from connect_listing l join connect_integration i on i.account_id = l.account_id and i.id = l.integration_id join accounts_account a on a.id = l.account_id where l.is_published and l.state = 'approved' and i.deleted_at is null and a.is_active order by 1),
                array(select distinct unnest(l.industries)::text from connect_listing l join connect_integration i on i.account_id = l.account_id and i.id = l.integration_id join accounts_account a on a.id = l.account_id where l.is_published and l.state = 'approved' and i.deleted_at is null and a.is_active order by 1 limit 500)
             $$;
CREATE FUNCTION public.spinka_door_invitation(digest text) RETURNS TABLE(invitation_id bigint, supplier_id bigint, integration_id bigint, supplier_name text, code_name text, message text, language text, email text, code_encrypted text, expires_at timestamp with time zone, is_revoked boolean, is_joined boolean, taken_by bigint, takes_code boolean)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select n.id, n.account_id, n.integration_id, a.name::text, i.code_name::text, n.message, n.language::text,
                   n.email::text, i.code_encrypted, n.expires_at, n.revoked_at is not null, n.joined_at is not null,
                   n.taken_by,
                   (i.code_expires_at is null or i.code_expires_at > now())
                       and not (i.code_single_use and i.code_used_at is not null)
            from connect_invitation n
            join connect_integration i on i.account_id = n.account_id and i.id = n.integration_id
            join accounts_account a on a.id = n.account_id
            where n.secret_hash = digest and i.deleted_at is null and a.is_active
             $$;
CREATE FUNCTION public.spinka_door_listing(of_listing bigint) RETURNS TABLE(listing_id bigint, supplier_id bigint, integration_id bigint, company_name text, language text, descriptions jsonb, services jsonb, countries text[], industries text[], types text[], shows_products boolean, join_mode text, allow_code boolean, answers_in_panel boolean, logo_id bigint)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select l.id, l.account_id, l.integration_id, l.company_name::text, l.language::text, l.descriptions, l.services, l.countries::text[], l.industries::text[], l.types::text[], l.show_products and coalesce((i.settings ->> 'share_products')::boolean, true), l.join_mode::text, l.allow_code, l.answers_in_panel, l.logo_id from connect_listing l join connect_integration i on i.account_id = l.account_id and i.id = l.integration_id join accounts_account a on a.id = l.account_id where l.id = of_listing and l.is_published and l.state = 'approved' and i.deleted_at is null and a.is_active $$;
CREATE FUNCTION public.spinka_door_listings() RETURNS TABLE(listing_id bigint, account_id bigint, company_name text, state text, since timestamp with time zone)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select l.id, l.account_id, l.company_name::text, l.state::text, l.state_changed_at
            from connect_listing l join connect_integration i on i.account_id = l.account_id and i.id = l.integration_id
            where l.is_published and i.deleted_at is null order by l.id
             $$;
CREATE FUNCTION public.spinka_door_memberships(person bigint) RETURNS TABLE(account_id bigint, account_name text, role text, language text, time_zone text, currency text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select a.id, a.name::text, m.role::text, a.language::text, a.time_zone::text, a.currency::text
            from accounts_membership m join accounts_account a on a.id = m.account_id
            where m.user_id = person and a.is_active order by a.name, a.id
             $$;
CREATE FUNCTION public.spinka_door_token(token_digest text) RETURNS TABLE(token_id bigint, account_id bigint, label text, scopes text[], call_limit integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
    #variable_conflict use_column
    declare
        entry record;
    begin
        select t.id, t.account_id, t.label::text as label, t.scopes::text[] as scopes, t.call_limit into entry
        from accounts_apitoken t join accounts_account a on a.id = t.account_id
        where t.hash = token_digest and t.revoked_at is null and a.is_active;
        if not found then
            return;
        end if;
        perform set_config('spinka.account', entry.account_id::text, true), set_config('spinka.partner', '', true);
        return query select entry.id, entry.account_id, entry.label, entry.scopes, entry.call_limit;
    end
     $$;
CREATE FUNCTION public.spinka_due_streams(moment timestamp with time zone, most integer) RETURNS TABLE(account_id bigint, stream text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select first.account_id, first.stream::text from (
                select distinct on (o.stream) o.account_id, o.stream, o.due_at, o.lease_until, o.id
                from core_outbox o where o.done_at is null and o.failed_at is null order by o.stream, o.id
            ) first
            where first.due_at <= moment and (first.lease_until is null or first.lease_until <= moment)
            order by first.id limit most
             $$;
CREATE FUNCTION public.spinka_exchange_calls(at bigint, of text, tokens bigint[], counts integer[]) RETURNS TABLE(token_id bigint, used bigint)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            delete from core_calltally old using (
                select o.ctid from core_calltally o where o.minute < at for update skip locked
            ) gone where old.ctid = gone.ctid;
            insert into core_calltally (minute, process, token_id, used)
            select at, of, given.token_id, given.used from unnest(tokens, counts) as given (token_id, used)
            on conflict (minute, token_id, process) do update set used = excluded.used;
            select t.token_id, sum(t.used) from core_calltally t
            where t.minute = at and t.process <> of and t.token_id = any(tokens) group by t.token_id
             $$;
CREATE FUNCTION public.spinka_hint_products(catalog_id bigint, names text[], most integer) RETURNS TABLE(place integer, product_id bigint, likeness real)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$ 
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
                        select x.id, similarity(split_part(x.search_key, E''\n'', 1), $2) as likeness from ('
                    || array_to_string(array(
                        select format('(select p.id, p.search_key from catalog_product p where p.account_id = $3
                            and p.inventory_id = $4 and not p.is_draft and %s limit 100)', t) from unnest(tests) t), ' union ')
                    || ') x) f where f.likeness > 0.3 order by f.likeness desc, f.id limit $5'
                    using number, wanted, (select nullif(current_setting('spinka.partner', true), '')::bigint), catalog_id, most;
                get diagnostics found = row_count;
            end if;
            exit when found > 0;
        end loop;
    end loop;
end
 $_$;
CREATE FUNCTION public.spinka_search_orders(pattern text, most integer) RETURNS SETOF bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select o.id from orders_order o where o.account_id = (select nullif(current_setting('spinka.account', true), '')::bigint) and o.search_key like pattern
            order by o.id desc limit most
             $$;
CREATE FUNCTION public.spinka_search_partner_products(catalog_id bigint, pattern text, most integer) RETURNS SETOF bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select p.id from catalog_product p
            where p.account_id = (select nullif(current_setting('spinka.partner', true), '')::bigint) and p.inventory_id = catalog_id and p.search_key like pattern
            order by p.id limit most
             $$;
CREATE FUNCTION public.spinka_search_products(catalog_id bigint, pattern text, most integer) RETURNS SETOF bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ 
            select p.id from catalog_product p
            where p.account_id = (select nullif(current_setting('spinka.account', true), '')::bigint) and p.inventory_id = catalog_id and p.search_key like pattern
            order by p.id limit most
             $$;
CREATE FUNCTION public.spinka_settled(stream integer, ids text, account bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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
$$;
CREATE FUNCTION public.spinka_settled_second(account bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
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
$$;
CREATE FUNCTION public.spinka_shown_stock(of_connection bigint, of_products bigint[]) RETURNS TABLE(product_id bigint, shown integer)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
begin return query
    with terms as materialized (
        select i.account_id, i.inventory_id,
            case when jsonb_typeof(w.catalogs) = 'array' then w.catalogs else '[]'::jsonb end as catalogs,
            case when jsonb_typeof(w.warehouses) = 'array' then array(
                select substr(k.key, 4)::bigint from jsonb_array_elements_text(w.warehouses) k(key)
            ) else array(
                select h.id from catalog_inventorywarehouse u
                join catalog_warehouse h on h.account_id = u.account_id and h.id = u.warehouse_id and h.kind = 'bl'
                where u.account_id = i.account_id and u.inventory_id = i.inventory_id
            ) end as places,
            coalesce((c.supplier_settings ->> 'stock_share_percent')::numeric,
                (i.settings ->> 'stock_share_percent')::numeric, 100) as share,
            coalesce((c.supplier_settings ->> 'stock_buffer')::numeric,
                (i.settings ->> 'stock_buffer')::numeric, 0) as buffer,
            coalesce((c.supplier_settings ->> 'stock_cap')::numeric,
                (i.settings ->> 'stock_cap')::numeric) as cap
        from connect_connection c
        join connect_integration i on i.account_id = c.supplier_id and i.id = c.integration_id
        cross join lateral (
            select coalesce(c.supplier_settings -> 'warehouses', i.settings -> 'warehouses') as warehouses,
                coalesce(c.supplier_settings -> 'catalogs', i.settings -> 'catalogs') as catalogs
        ) w
        where c.id = of_connection
    ), others as materialized (
        select (k.item ->> 'inventory_id')::bigint as inventory_id,
            case when jsonb_typeof(k.item -> 'warehouses') = 'array' then array(
                select substr(w.key, 4)::bigint from jsonb_array_elements_text(k.item -> 'warehouses') w(key)
            ) else array(
                select h.id from catalog_inventorywarehouse u
                join catalog_warehouse h on h.account_id = u.account_id and h.id = u.warehouse_id and h.kind = 'bl'
                where u.account_id = t.account_id and u.inventory_id = (k.item ->> 'inventory_id')::bigint
            ) end as places
        from terms t cross join lateral jsonb_array_elements(t.catalogs) k(item)
    )
    select a.id, case
        when a.kind = 'service' then null
        when a.is_bundle then (
            select case when count(*) = 0 then 0 else min(parts.pieces) end
            from (
                select case
                    when (
                        select p.kind from catalog_product p where p.account_id = t.account_id and p.id = b.product_id
                    ) = 'goods' then greatest(0, least(t.cap, 2147483647, floor(coalesce((
                        select sum(greatest(0, s.quantity - s.reserved - case when s.held = 0 then 0 else coalesce((select sum(h.quantity) from catalog_heldpiece h where h.product_id = s.product_id and h.warehouse_id = s.warehouse_id and h.account_id = t.account_id and h.holder_id <> of_connection and h.expires_at > clock_timestamp()), 0) end)) from catalog_stock s
                        where s.product_id = b.product_id and s.account_id = t.account_id
                            and s.warehouse_id + 0 = any(a.places)
                    ), 0) * t.share / 100) - t.buffer))::int / b.quantity
                end as pieces
                from catalog_bundleitem b where b.account_id = t.account_id and b.bundle_id = a.id
            ) parts
        )
        else greatest(0, least(t.cap, 2147483647, floor(coalesce((
            select sum(greatest(0, s.quantity - s.reserved - case when s.held = 0 then 0 else coalesce((select sum(h.quantity) from catalog_heldpiece h where h.product_id = s.product_id and h.warehouse_id = s.warehouse_id and h.account_id = t.account_id and h.holder_id <> of_connection and h.expires_at > clock_timestamp()), 0) end)) from catalog_stock s
            where s.product_id = a.id and s.account_id = t.account_id and s.warehouse_id + 0 = any(a.places)
        ), 0) * t.share / 100) - t.buffer))::int
    end
    from terms t
    cross join (select distinct unnest(of_products) as id) q
    cross join lateral (
        select p.id, p.kind, p.is_bundle, case
            when p.inventory_id = t.inventory_id or t.catalogs = '[]' then t.places
            else coalesce((select o.places from others o where o.inventory_id = p.inventory_id), t.places)
        end as places
        from catalog_product p
        where p.account_id = t.account_id and p.id = q.id offset 0
    ) a;
end $$;
CREATE FUNCTION public.spinka_sweep_answers(before timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ delete from core_keptanswer where created_at < before $$;
CREATE FUNCTION public.spinka_sweep_outbox(before timestamp with time zone) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ delete from core_outbox where done_at < before $$;
CREATE TABLE public.accounts_account (
    id bigint NOT NULL,
    name character varying(160) NOT NULL,
    email character varying(150) NOT NULL,
    language character varying(2) NOT NULL,
    currency character varying(3) NOT NULL,
    time_zone character varying(60) NOT NULL,
    company character varying(200) NOT NULL,
    tax_number character varying(30) NOT NULL,
    address character varying(200) NOT NULL,
    postcode character varying(20) NOT NULL,
    city character varying(100) NOT NULL,
    country_code character varying(2) NOT NULL,
    phone character varying(60) NOT NULL,
    fulfilment_moment character varying(10) NOT NULL,
    fulfilment_status_ids bigint[] NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    is_unconfirmed boolean DEFAULT false NOT NULL
);
ALTER TABLE public.accounts_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_apitoken (
    id bigint NOT NULL,
    label character varying(100) NOT NULL,
    hash character varying(64) NOT NULL,
    hint character varying(12) NOT NULL,
    scopes character varying(40)[] NOT NULL,
    call_limit integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    account_id bigint NOT NULL
);
ALTER TABLE public.accounts_apitoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_apitoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_entryattempt (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.accounts_entryattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_entryattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_membership (
    id bigint NOT NULL,
    role character varying(10) NOT NULL,
    account_id bigint NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_secretlink (
    id bigint NOT NULL,
    purpose character varying(8) NOT NULL,
    account_id bigint NOT NULL,
    hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    user_id bigint NOT NULL
);
ALTER TABLE public.accounts_secretlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_secretlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    email character varying(150) NOT NULL,
    name character varying(120) NOT NULL,
    language character varying(2) NOT NULL,
    theme character varying(5) NOT NULL,
    density character varying(11) NOT NULL,
    is_active boolean NOT NULL
);
ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accessattempt (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    get_data text NOT NULL,
    post_data text NOT NULL,
    failures_since_start integer NOT NULL,
    CONSTRAINT axes_accessattempt_failures_since_start_check CHECK ((failures_since_start >= 0))
);
ALTER TABLE public.axes_accessattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accessattemptexpiration (
    access_attempt_id integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.axes_accessfailurelog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    locked_out boolean NOT NULL
);
ALTER TABLE public.axes_accessfailurelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessfailurelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.axes_accesslog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    logout_time timestamp with time zone,
    session_hash character varying(64) NOT NULL
);
ALTER TABLE public.axes_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_bundleitem (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    account_id bigint NOT NULL,
    bundle_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT bundle_item_positive CHECK ((quantity >= 1))
);
ALTER TABLE public.catalog_bundleitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_bundleitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_category (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    account_id bigint NOT NULL,
    parent_id bigint,
    inventory_id bigint
);
ALTER TABLE public.catalog_category ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_currencyrate (
    id bigint NOT NULL,
    currency_from character varying(3) NOT NULL,
    currency_to character varying(3) NOT NULL,
    rate numeric(18,8) NOT NULL,
    valid_from date NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT currency_rate_positive CHECK ((rate > (0)::numeric))
);
ALTER TABLE public.catalog_currencyrate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_currencyrate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_extrafield (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    kind integer NOT NULL,
    editor character varying(20) NOT NULL,
    options character varying(200)[] NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.catalog_extrafield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_extrafield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_heldpiece (
    id bigint NOT NULL,
    hold_id bigint NOT NULL,
    holder_id bigint NOT NULL,
    product_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    quantity integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT held_piece_positive CHECK ((quantity > 0))
);
ALTER TABLE public.catalog_heldpiece ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_heldpiece_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_inventory (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    description text NOT NULL,
    languages character varying(2)[] NOT NULL,
    default_language character varying(2) NOT NULL,
    reservations boolean NOT NULL,
    is_default boolean NOT NULL,
    account_id bigint NOT NULL,
    default_price_group_id bigint NOT NULL,
    default_warehouse_id bigint NOT NULL
);
ALTER TABLE public.catalog_inventory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_inventory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_inventorypricegroup (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    inventory_id bigint NOT NULL,
    price_group_id bigint NOT NULL
);
ALTER TABLE public.catalog_inventorypricegroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_inventorypricegroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_inventorywarehouse (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    inventory_id bigint NOT NULL,
    warehouse_id bigint NOT NULL
);
ALTER TABLE public.catalog_inventorywarehouse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_inventorywarehouse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_manufacturer (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    account_id bigint NOT NULL,
    details jsonb NOT NULL
);
ALTER TABLE public.catalog_manufacturer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_manufacturer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_price (
    price numeric(14,4) NOT NULL,
    account_id bigint NOT NULL,
    price_group_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT price_not_negative CHECK ((price >= (0)::numeric))
)
WITH (fillfactor='70');
CREATE TABLE public.catalog_pricegroup (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    description text NOT NULL,
    currency character varying(3) NOT NULL,
    is_default boolean NOT NULL,
    account_id bigint NOT NULL,
    type character varying(30) DEFAULT 'standard'::character varying NOT NULL,
    source_id bigint,
    price_multiplier numeric(14,6) DEFAULT 1 NOT NULL,
    price_addition numeric(14,4) DEFAULT 0 NOT NULL,
    CONSTRAINT price_group_source CHECK ((((source_id IS NOT NULL) AND ((type)::text = 'dependent_on_price_group'::text)) OR ((NOT ((type)::text = 'dependent_on_price_group'::text)) AND (source_id IS NULL))))
);
ALTER TABLE public.catalog_pricegroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_pricegroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_product (
    id bigint NOT NULL,
    kind character varying(7) NOT NULL,
    is_draft boolean NOT NULL,
    is_bundle boolean NOT NULL,
    sku character varying(50) NOT NULL,
    ean character varying(32) NOT NULL,
    asin character varying(50) NOT NULL,
    ean_additional jsonb NOT NULL,
    name character varying(200) NOT NULL,
    texts jsonb NOT NULL,
    tax_rate numeric(5,2) NOT NULL,
    weight numeric(10,2) NOT NULL,
    height numeric(10,2) NOT NULL,
    width numeric(10,2) NOT NULL,
    length numeric(10,2) NOT NULL,
    star smallint NOT NULL,
    average_cost numeric(12,2) NOT NULL,
    min_quantity integer NOT NULL,
    quantity_step integer NOT NULL,
    available_from timestamp with time zone,
    sku_key character varying(50) NOT NULL,
    ean_key character varying(32) NOT NULL,
    sort_key character varying(60) NOT NULL COLLATE pg_catalog."C",
    search_key text NOT NULL,
    live_warehouse_ids bigint[] NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    category_id bigint,
    inventory_id bigint NOT NULL,
    manufacturer_id bigint,
    parent_id bigint,
    links jsonb NOT NULL,
    CONSTRAINT product_quantities_positive CHECK (((min_quantity >= 1) AND (quantity_step >= 1)))
);
ALTER TABLE public.catalog_product ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_productimage (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    url text NOT NULL,
    fetch_error character varying(200) NOT NULL,
    account_id bigint NOT NULL,
    product_id bigint NOT NULL,
    image_id bigint,
    CONSTRAINT product_image_sixteen CHECK ((("position" >= 1) AND ("position" <= 16)))
);
ALTER TABLE public.catalog_productimage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_productimage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_productlog (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    log_type smallint NOT NULL,
    info character varying(200) NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    profile character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.catalog_productlog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_productlog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_producttag (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    product_id bigint NOT NULL,
    tag_id bigint NOT NULL
);
ALTER TABLE public.catalog_producttag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_producttag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_stock (
    quantity integer NOT NULL,
    reserved integer NOT NULL,
    location character varying(255) NOT NULL,
    account_id bigint NOT NULL,
    product_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    held integer DEFAULT 0 NOT NULL,
    CONSTRAINT held_not_negative CHECK ((held >= 0)),
    CONSTRAINT reserved_not_negative CHECK ((reserved >= 0))
)
WITH (fillfactor='70');
CREATE TABLE public.catalog_storedimage (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    media_type character varying(40) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    content bytea NOT NULL,
    thumbnail bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.catalog_storedimage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_storedimage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_tag (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    account_id bigint NOT NULL,
    inventory_id bigint
);
ALTER TABLE public.catalog_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.catalog_warehouse (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(100) NOT NULL,
    description text NOT NULL,
    stock_edition boolean NOT NULL,
    is_default boolean NOT NULL,
    account_id bigint NOT NULL,
    country character varying(2) NOT NULL,
    address character varying(200) NOT NULL,
    postcode character varying(20) NOT NULL,
    city character varying(80) NOT NULL
);
ALTER TABLE public.catalog_warehouse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalog_warehouse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clients_client (
    id bigint NOT NULL,
    star smallint NOT NULL,
    connect_contractor_id bigint NOT NULL,
    login character varying(156) NOT NULL,
    phone character varying(156) NOT NULL,
    email character varying(220) NOT NULL,
    notes text NOT NULL,
    invoice_company character varying(500) NOT NULL,
    invoice_fullname character varying(500) NOT NULL,
    invoice_address character varying(500) NOT NULL,
    invoice_postcode character varying(20) NOT NULL,
    invoice_city character varying(100) NOT NULL,
    invoice_state character varying(35) NOT NULL,
    invoice_country_code character varying(2) NOT NULL,
    invoice_tax_id character varying(50) NOT NULL,
    delivery_company character varying(500) NOT NULL,
    delivery_fullname character varying(500) NOT NULL,
    delivery_address character varying(500) NOT NULL,
    delivery_postcode character varying(20) NOT NULL,
    delivery_city character varying(100) NOT NULL,
    delivery_state character varying(35) NOT NULL,
    delivery_country_code character varying(2) NOT NULL,
    extra_fields jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    status_id bigint NOT NULL,
    CONSTRAINT client_star CHECK (((star >= 0) AND (star <= 5)))
);
ALTER TABLE public.clients_client ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_client_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clients_clientextrafield (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    editor character varying(20) NOT NULL,
    options character varying(200)[] NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.clients_clientextrafield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_clientextrafield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clients_clientstatus (
    id bigint NOT NULL,
    name character varying(30) NOT NULL,
    color character varying(7) NOT NULL,
    "position" integer NOT NULL,
    account_id bigint NOT NULL,
    group_id bigint
);
ALTER TABLE public.clients_clientstatus ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_clientstatus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.clients_clientstatusgroup (
    id bigint NOT NULL,
    name character varying(15) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.clients_clientstatusgroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_clientstatusgroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_codeattempt (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.connect_codeattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_codeattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_connection (
    id bigint DEFAULT public.connect_contractor_seq_next() NOT NULL,
    contractor_integration_id bigint DEFAULT public.connect_integration_seq_next() NOT NULL,
    supplier_name character varying(160) NOT NULL,
    contractor_name character varying(160) NOT NULL,
    state character varying(12) NOT NULL,
    state_message character varying(500) NOT NULL,
    state_changed_at timestamp with time zone NOT NULL,
    supplier_settings jsonb NOT NULL,
    contractor_settings jsonb NOT NULL,
    warehouse_id bigint,
    terms_accepted text NOT NULL,
    terms_accepted_at timestamp with time zone,
    credit_limit numeric(14,2),
    credit_blocked numeric(14,2) NOT NULL,
    credit_currency character varying(3) NOT NULL,
    credit_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    integration_id bigint NOT NULL,
    code_name character varying(100) NOT NULL,
    credit_entries integer NOT NULL,
    CONSTRAINT connection_of_two CHECK ((NOT (supplier_id = contractor_id)))
);
CREATE SEQUENCE public.connect_contractor_seq
    START WITH 300
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.connect_creditentry (
    id bigint NOT NULL,
    number integer NOT NULL,
    kind character varying(10) NOT NULL,
    amount numeric(14,2) NOT NULL,
    currency character varying(3) NOT NULL,
    limit_after numeric(14,2),
    blocked_after numeric(14,2) NOT NULL,
    message character varying(500) NOT NULL,
    sale_id bigint,
    supplier_order_id bigint,
    contractor_order_id bigint,
    refers_to bigint,
    actor character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    hash character varying(64) NOT NULL,
    connection_id bigint NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    CONSTRAINT credit_amount_not_negative CHECK ((amount >= (0)::numeric))
);
ALTER TABLE public.connect_creditentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_creditentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_forwardattempt (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    state character varying(8) NOT NULL,
    reason_code character varying(20) NOT NULL,
    reason text NOT NULL,
    details jsonb NOT NULL,
    attempts integer NOT NULL,
    is_automatic boolean NOT NULL,
    next_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    connection_id bigint
);
ALTER TABLE public.connect_forwardattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_forwardattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_forwardrun (
    id bigint NOT NULL,
    state character varying(10) NOT NULL,
    is_cancelled boolean NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL,
    forwarded integer NOT NULL,
    refused integer NOT NULL,
    actor character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    account_id bigint NOT NULL
);
ALTER TABLE public.connect_forwardrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_forwardrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_forwardrunorder (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    state character varying(10) NOT NULL,
    reason_code character varying(20) NOT NULL,
    reason text NOT NULL,
    details jsonb NOT NULL,
    account_id bigint NOT NULL,
    run_id bigint NOT NULL
);
ALTER TABLE public.connect_forwardrunorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_forwardrunorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_hold (
    id bigint DEFAULT public.connect_hold_seq_next() NOT NULL,
    supplier_product_id bigint NOT NULL,
    quantity integer NOT NULL,
    converted integer NOT NULL,
    state character varying(10) NOT NULL,
    sale_id bigint,
    actor character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    connection_id bigint NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL
);
CREATE SEQUENCE public.connect_hold_seq
    START WITH 7000
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.connect_importprofile (
    id bigint NOT NULL,
    every character varying(4) NOT NULL,
    at character varying(5) NOT NULL,
    fields jsonb NOT NULL,
    new_products character varying(6) NOT NULL,
    gone_products character varying(4) NOT NULL,
    asks_gone boolean NOT NULL,
    options jsonb NOT NULL,
    product_ids bigint[],
    is_approved boolean NOT NULL,
    state character varying(7) NOT NULL,
    error text NOT NULL,
    generation integer NOT NULL,
    next_at timestamp with time zone,
    last_at timestamp with time zone,
    last_import_id bigint,
    changes_import_id bigint,
    changed_by character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    account_id bigint NOT NULL,
    connection_id bigint NOT NULL,
    inventory_id bigint NOT NULL
);
ALTER TABLE public.connect_importprofile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_importprofile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_importrow (
    import_id bigint NOT NULL,
    supplier_product_id bigint NOT NULL,
    product_id bigint,
    kind character varying(9) NOT NULL,
    name character varying(200) DEFAULT ''::character varying NOT NULL,
    sku character varying(50) DEFAULT ''::character varying NOT NULL,
    changes jsonb DEFAULT '{}'::jsonb NOT NULL,
    declined character varying(40)[] DEFAULT '{}'::character varying(40)[] NOT NULL,
    hits bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    reason character varying(20) DEFAULT ''::character varying NOT NULL,
    decision character varying(8) DEFAULT 'planned'::character varying NOT NULL,
    state character varying(7) DEFAULT 'planned'::character varying NOT NULL,
    ids jsonb DEFAULT '{}'::jsonb NOT NULL,
    sent character varying(64) DEFAULT ''::character varying NOT NULL,
    sent_before character varying(64) DEFAULT ''::character varying NOT NULL,
    own_version integer DEFAULT 0 NOT NULL,
    account_id bigint NOT NULL
);
CREATE TABLE public.connect_inquiry (
    id bigint DEFAULT public.connect_inquiry_seq_next() NOT NULL,
    listing_id bigint NOT NULL,
    company_name character varying(160) NOT NULL,
    contractor_name character varying(160) NOT NULL,
    subject character varying(200) NOT NULL,
    sent_from character varying(8) NOT NULL,
    in_panel boolean NOT NULL,
    turn character varying(10) NOT NULL,
    day date NOT NULL,
    messages_count integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL
);
CREATE SEQUENCE public.connect_inquiry_seq
    START WITH 700
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.connect_inquirymessage (
    id bigint NOT NULL,
    side character varying(10) NOT NULL,
    author character varying(120) NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    contractor_id bigint NOT NULL,
    inquiry_id bigint NOT NULL,
    supplier_id bigint NOT NULL
);
ALTER TABLE public.connect_inquirymessage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_inquirymessage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_integration (
    id bigint DEFAULT public.connect_integration_seq_next() NOT NULL,
    name character varying(100) NOT NULL,
    code_name character varying(100) NOT NULL,
    require_approval boolean NOT NULL,
    settings jsonb NOT NULL,
    code_encrypted text NOT NULL,
    code_hash character varying(64) NOT NULL,
    code_expires_at timestamp with time zone,
    code_single_use boolean NOT NULL,
    code_used_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    account_id bigint NOT NULL,
    inventory_id bigint NOT NULL
);
CREATE SEQUENCE public.connect_integration_seq
    START WITH 1000
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.connect_invitation (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    message text NOT NULL,
    language character varying(2) NOT NULL,
    secret_hash character varying(64) NOT NULL,
    mail_id bigint NOT NULL,
    sent_by character varying(120) NOT NULL,
    sent_count integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    joined_at timestamp with time zone,
    revoked_at timestamp with time zone,
    taken_by bigint,
    connection_id bigint,
    account_id bigint NOT NULL,
    integration_id bigint NOT NULL
);
ALTER TABLE public.connect_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_linkbatch (
    id bigint NOT NULL,
    connection_id bigint NOT NULL,
    kind character varying(7) NOT NULL,
    product_ids bigint[] NOT NULL,
    linked_ids bigint[] NOT NULL,
    before_ids bigint[] NOT NULL,
    started_by character varying(120) DEFAULT ''::character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    account_id bigint NOT NULL
);
ALTER TABLE public.connect_linkbatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_linkbatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_listing (
    id bigint DEFAULT public.connect_listing_seq_next() NOT NULL,
    is_published boolean NOT NULL,
    state character varying(10) NOT NULL,
    state_reason character varying(500) NOT NULL,
    state_changed_at timestamp with time zone NOT NULL,
    company_name character varying(160) NOT NULL,
    name_key character varying(400) NOT NULL,
    sort_key character varying(100) NOT NULL,
    language character varying(2) NOT NULL,
    descriptions jsonb NOT NULL,
    services jsonb NOT NULL,
    countries character varying(2)[] NOT NULL,
    industries character varying(60)[] NOT NULL,
    industry_keys character varying(120)[] NOT NULL,
    types character varying(12)[] NOT NULL,
    contact_email character varying(150) NOT NULL,
    show_products boolean NOT NULL,
    join_mode character varying(8) NOT NULL,
    allow_code boolean NOT NULL,
    answers_in_panel boolean NOT NULL,
    approved_content character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    integration_id bigint NOT NULL,
    logo_id bigint
);
CREATE SEQUENCE public.connect_listing_seq
    START WITH 400
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.connect_packagelink (
    id bigint NOT NULL,
    supplier_package_id bigint NOT NULL,
    contractor_package_id bigint NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    sale_id bigint NOT NULL
);
ALTER TABLE public.connect_packagelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_packagelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_productimport (
    id bigint NOT NULL,
    options jsonb NOT NULL,
    product_ids bigint[],
    state character varying(10) NOT NULL,
    is_cancelled boolean NOT NULL,
    cursor bigint NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    created integer NOT NULL,
    updated integer NOT NULL,
    associated integer NOT NULL,
    unchanged integer NOT NULL,
    skipped integer NOT NULL,
    conflicts jsonb NOT NULL,
    unknown_product_ids bigint[] NOT NULL,
    error text NOT NULL,
    started_by character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    version integer NOT NULL,
    account_id bigint NOT NULL,
    connection_id bigint NOT NULL,
    inventory_id bigint NOT NULL,
    figures jsonb DEFAULT '{}'::jsonb NOT NULL,
    made jsonb DEFAULT '{}'::jsonb NOT NULL,
    phase character varying(5) DEFAULT 'write'::character varying NOT NULL,
    takes_from_id bigint,
    profile_id bigint
);
ALTER TABLE public.connect_productimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_productimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_productlink (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    supplier_product_id bigint NOT NULL,
    is_preferred boolean NOT NULL,
    sent character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    connection_id bigint NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL
);
ALTER TABLE public.connect_productlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_productlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.connect_request_seq
    START WITH 3000
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.connect_sale (
    id bigint DEFAULT public.connect_sale_seq_next() NOT NULL,
    contractor_order_id bigint NOT NULL,
    supplier_order_id bigint NOT NULL,
    state character varying(12) NOT NULL,
    is_open boolean NOT NULL,
    reason_code character varying(20) NOT NULL,
    reason character varying(500) NOT NULL,
    currency character varying(3) NOT NULL,
    amount numeric(14,2),
    net numeric(14,2),
    vat numeric(14,2),
    delivery_price numeric(14,2) NOT NULL,
    charged numeric(14,2) NOT NULL,
    is_unpaid boolean NOT NULL,
    cod_amount numeric(14,2),
    hide_prices boolean NOT NULL,
    contractor_total numeric(14,2),
    contractor_currency character varying(3) NOT NULL,
    bill_to jsonb NOT NULL,
    due_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    connection_id bigint NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    credit_rate jsonb
);
CREATE SEQUENCE public.connect_sale_seq
    START WITH 18000
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.connect_saleevent (
    id bigint NOT NULL,
    side character varying(10) NOT NULL,
    name character varying(40) NOT NULL,
    data jsonb NOT NULL,
    actor character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    contractor_id bigint NOT NULL,
    sale_id bigint NOT NULL,
    supplier_id bigint NOT NULL
);
ALTER TABLE public.connect_saleevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_saleevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_saleline (
    id bigint NOT NULL,
    contractor_line_id bigint NOT NULL,
    supplier_line_id bigint NOT NULL,
    supplier_product_id bigint,
    is_open boolean NOT NULL,
    quantity integer NOT NULL,
    cancelled integer NOT NULL,
    unit_gross numeric(14,4),
    tax_rate numeric(5,2) NOT NULL,
    gross numeric(14,2),
    net numeric(14,2),
    vat numeric(14,2),
    price_trace jsonb NOT NULL,
    contractor_id bigint NOT NULL,
    sale_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    backordered integer DEFAULT 0 NOT NULL,
    expected_at timestamp with time zone
);
ALTER TABLE public.connect_saleline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_saleline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.connect_salerequest (
    id bigint DEFAULT public.connect_request_seq_next() NOT NULL,
    side character varying(10) NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    quantity integer,
    price numeric(14,4),
    date timestamp with time zone,
    product_id bigint,
    "values" jsonb NOT NULL,
    reason character varying(500) NOT NULL,
    actor character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    answer character varying(500) NOT NULL,
    answered_by character varying(120) NOT NULL,
    answered_at timestamp with time zone,
    contractor_id bigint NOT NULL,
    line_id bigint,
    sale_id bigint NOT NULL,
    supplier_id bigint NOT NULL
);
CREATE TABLE public.connect_seenproduct (
    profile_id bigint NOT NULL,
    supplier_product_id bigint NOT NULL,
    product_id bigint,
    seen jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_declined boolean DEFAULT false NOT NULL,
    is_gone boolean DEFAULT false NOT NULL,
    account_id bigint NOT NULL
);
CREATE TABLE public.connect_syncing (
    id bigint NOT NULL,
    subject character varying(5) NOT NULL,
    every character varying(4) NOT NULL,
    target_id bigint NOT NULL,
    markup numeric(10,4) NOT NULL,
    state character varying(8) NOT NULL,
    generation integer NOT NULL,
    next_at timestamp with time zone,
    run integer NOT NULL,
    begun_run integer NOT NULL,
    cursor bigint NOT NULL,
    checked integer NOT NULL,
    changed integer NOT NULL,
    started_at timestamp with time zone,
    last_at timestamp with time zone,
    last_checked integer NOT NULL,
    last_changed integer NOT NULL,
    error text NOT NULL,
    pending bigint[] NOT NULL,
    is_pending_whole boolean NOT NULL,
    is_woken boolean NOT NULL,
    connection_id bigint NOT NULL,
    contractor_id bigint NOT NULL,
    supplier_id bigint NOT NULL
);
ALTER TABLE public.connect_syncing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.connect_syncing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE UNLOGGED TABLE public.core_calltally (
    minute bigint NOT NULL,
    process text NOT NULL,
    token_id bigint NOT NULL,
    used integer NOT NULL
);
CREATE TABLE public.core_event (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    partner_id bigint,
    name character varying(60) NOT NULL,
    data jsonb NOT NULL,
    origin character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.core_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_keptanswer (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    token_id bigint NOT NULL,
    key character varying(200) NOT NULL,
    request character varying(64) NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.core_keptanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_keptanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.core_outbox (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    stream character varying(100) NOT NULL,
    job character varying(100) NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    lease_until timestamp with time zone,
    error text NOT NULL,
    done_at timestamp with time zone,
    failed_at timestamp with time zone
);
ALTER TABLE public.core_outbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.core_outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.documents_document (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    order_id bigint NOT NULL,
    year smallint NOT NULL,
    month smallint NOT NULL,
    number integer NOT NULL,
    full_number character varying(60) NOT NULL,
    language character varying(2) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    sold_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    currency character varying(3) NOT NULL,
    total_gross numeric(16,2) NOT NULL,
    total_net numeric(16,2) NOT NULL,
    total_vat numeric(16,2) NOT NULL,
    total_before numeric(16,2),
    payment_method character varying(100) NOT NULL,
    additional_info character varying(500) NOT NULL,
    buyer_fullname character varying(500) NOT NULL,
    buyer_company character varying(500) NOT NULL,
    buyer_nip character varying(100) NOT NULL,
    buyer_address character varying(500) NOT NULL,
    buyer_postcode character varying(100) NOT NULL,
    buyer_city character varying(100) NOT NULL,
    buyer_state character varying(100) NOT NULL,
    buyer_country_code character varying(100) NOT NULL,
    seller text NOT NULL,
    issuer character varying(100) NOT NULL,
    correcting_reason smallint NOT NULL,
    correcting_items boolean NOT NULL,
    correcting_data boolean NOT NULL,
    external_number character varying(30) NOT NULL,
    account_id bigint NOT NULL,
    corrects_id bigint,
    series_id bigint NOT NULL,
    print_failed boolean DEFAULT false NOT NULL,
    printed_at timestamp with time zone,
    printer_name character varying(50) DEFAULT ''::character varying NOT NULL,
    return_id bigint,
    CONSTRAINT document_number_positive CHECK ((number >= 1))
);
ALTER TABLE public.documents_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.documents_documentfile (
    id bigint NOT NULL,
    content bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    document_id bigint NOT NULL
);
ALTER TABLE public.documents_documentfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_documentfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.documents_documentline (
    id bigint NOT NULL,
    is_before boolean NOT NULL,
    "position" integer NOT NULL,
    order_line_id bigint NOT NULL,
    is_shipment boolean NOT NULL,
    name character varying(200) NOT NULL,
    sku character varying(50) NOT NULL,
    ean character varying(32) NOT NULL,
    quantity integer NOT NULL,
    unit_gross numeric(14,4) NOT NULL,
    tax_rate numeric(5,2) NOT NULL,
    gross numeric(16,2) NOT NULL,
    net numeric(16,2) NOT NULL,
    vat numeric(16,2) NOT NULL,
    account_id bigint NOT NULL,
    document_id bigint NOT NULL
);
ALTER TABLE public.documents_documentline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_documentline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.documents_series (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(20) NOT NULL,
    format character varying(30) NOT NULL,
    reset character varying(7) NOT NULL,
    vat_rate character varying(10) NOT NULL,
    payment_days smallint NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT series_payment_days CHECK ((payment_days >= 0))
);
ALTER TABLE public.documents_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.documents_seriescounter (
    id bigint NOT NULL,
    year smallint NOT NULL,
    month smallint NOT NULL,
    last integer NOT NULL,
    account_id bigint NOT NULL,
    series_id bigint NOT NULL,
    CONSTRAINT series_counter_positive CHECK ((last >= 0))
);
ALTER TABLE public.documents_seriescounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_seriescounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_mail (
    id bigint NOT NULL,
    purpose character varying(40) NOT NULL,
    about_kind character varying(30) NOT NULL,
    about_id bigint NOT NULL,
    is_once boolean NOT NULL,
    sender character varying(8) NOT NULL,
    language character varying(2) NOT NULL,
    recipient character varying(254) NOT NULL,
    reply_to character varying(254) NOT NULL,
    subject character varying(200) NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    is_secret boolean NOT NULL,
    message_id character varying(200) NOT NULL,
    state character varying(6) NOT NULL,
    attempts integer NOT NULL,
    error character varying(500) NOT NULL,
    sent_from character varying(254) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    tried_at timestamp with time zone,
    sent_at timestamp with time zone,
    account_id bigint NOT NULL
);
ALTER TABLE public.messaging_mail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.messaging_mailbox (
    id bigint NOT NULL,
    host character varying(253) NOT NULL,
    port integer NOT NULL,
    security character varying(8) NOT NULL,
    "user" character varying(254) NOT NULL,
    password text NOT NULL,
    from_address character varying(254) NOT NULL,
    from_name character varying(100) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT mailbox_port CHECK (((port >= 1) AND (port <= 65535)))
);
ALTER TABLE public.messaging_mailbox ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.messaging_mailbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_allocation (
    id bigint NOT NULL,
    quantity integer NOT NULL,
    is_taken boolean NOT NULL,
    account_id bigint NOT NULL,
    product_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    line_id bigint NOT NULL,
    CONSTRAINT allocation_positive CHECK ((quantity >= 1))
);
ALTER TABLE public.orders_allocation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_journalentry (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    log_type smallint NOT NULL,
    object_id bigint NOT NULL,
    data jsonb NOT NULL,
    actor character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.orders_journalentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_journalentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_order (
    id bigint NOT NULL,
    source character varying(20) NOT NULL,
    source_id bigint NOT NULL,
    source_name character varying(160) NOT NULL,
    source_info character varying(200) NOT NULL,
    external_order_id character varying(50) NOT NULL,
    shop_order_id bigint NOT NULL,
    transaction_number character varying(100) NOT NULL,
    date_add timestamp with time zone NOT NULL,
    date_confirmed timestamp with time zone,
    date_in_status timestamp with time zone NOT NULL,
    user_login character varying(100) NOT NULL,
    email character varying(150) NOT NULL,
    phone character varying(100) NOT NULL,
    user_comments character varying(1000) NOT NULL,
    admin_comments character varying(200) NOT NULL,
    currency character varying(3) NOT NULL,
    payment_method character varying(100) NOT NULL,
    is_cod boolean NOT NULL,
    paid numeric(14,2) NOT NULL,
    delivery_method character varying(100) NOT NULL,
    delivery_price numeric(14,2) NOT NULL,
    delivery_fullname character varying(156) NOT NULL,
    delivery_company character varying(156) NOT NULL,
    delivery_address character varying(156) NOT NULL,
    delivery_postcode character varying(100) NOT NULL,
    delivery_city character varying(100) NOT NULL,
    delivery_state character varying(100) NOT NULL,
    delivery_country_code character varying(2) NOT NULL,
    delivery_point_id character varying(40) NOT NULL,
    delivery_point_name character varying(100) NOT NULL,
    delivery_point_address character varying(100) NOT NULL,
    delivery_point_postcode character varying(100) NOT NULL,
    delivery_point_city character varying(100) NOT NULL,
    invoice_fullname character varying(500) NOT NULL,
    invoice_company character varying(500) NOT NULL,
    invoice_nip character varying(100) NOT NULL,
    invoice_address character varying(500) NOT NULL,
    invoice_postcode character varying(100) NOT NULL,
    invoice_city character varying(100) NOT NULL,
    invoice_state character varying(100) NOT NULL,
    invoice_country_code character varying(2) NOT NULL,
    want_invoice boolean NOT NULL,
    extra_field_1 character varying(50) NOT NULL,
    extra_field_2 character varying(50) NOT NULL,
    extra_fields jsonb NOT NULL,
    page_address character varying(60) NOT NULL,
    pick_state smallint NOT NULL,
    pack_state smallint NOT NULL,
    star smallint NOT NULL,
    chain bigint[] NOT NULL,
    total_cents bigint NOT NULL,
    search_key text NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    status_id bigint NOT NULL,
    is_technical boolean DEFAULT false NOT NULL
);
ALTER TABLE public.orders_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_orderextrafield (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    editor character varying(20) NOT NULL,
    options character varying(200)[] NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.orders_orderextrafield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderextrafield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_orderline (
    id bigint NOT NULL,
    storage character varying(20) NOT NULL,
    storage_id bigint NOT NULL,
    product_ref character varying(50) NOT NULL,
    variant_ref character varying(50) NOT NULL,
    name character varying(200) NOT NULL,
    attributes character varying(350) NOT NULL,
    sku character varying(50) NOT NULL,
    ean character varying(32) NOT NULL,
    location character varying(100) NOT NULL,
    auction_id character varying(30) NOT NULL,
    unit_gross numeric(14,4) NOT NULL,
    tax_rate numeric(5,2) NOT NULL,
    quantity integer NOT NULL,
    backordered integer NOT NULL,
    weight numeric(10,2) NOT NULL,
    account_id bigint NOT NULL,
    order_id bigint NOT NULL,
    product_id bigint,
    warehouse_id bigint,
    CONSTRAINT line_quantities CHECK (((backordered >= 0) AND (quantity >= 0)))
);
ALTER TABLE public.orders_orderline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_orderpayment (
    id bigint NOT NULL,
    paid_before numeric(14,2) NOT NULL,
    paid_after numeric(14,2) NOT NULL,
    currency character varying(3) NOT NULL,
    external_payment_id character varying(60) NOT NULL,
    comment character varying(200) NOT NULL,
    paid_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    order_id bigint NOT NULL
);
ALTER TABLE public.orders_orderpayment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderpayment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_ordersource (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.orders_ordersource ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_ordersource_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_orderstatus (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    name_for_customer character varying(250) NOT NULL,
    color character varying(7) NOT NULL,
    type smallint NOT NULL,
    "position" integer NOT NULL,
    account_id bigint NOT NULL,
    comments character varying(255) NOT NULL,
    short_name character varying(17) NOT NULL,
    group_id bigint
);
ALTER TABLE public.orders_orderstatus ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderstatus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.orders_orderstatusgroup (
    id bigint NOT NULL,
    name character varying(15) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.orders_orderstatusgroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderstatusgroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_return (
    id bigint NOT NULL,
    source character varying(20) NOT NULL,
    source_id bigint NOT NULL,
    reference_number character varying(100) NOT NULL,
    date_add timestamp with time zone NOT NULL,
    date_in_status timestamp with time zone NOT NULL,
    user_login character varying(30) NOT NULL,
    currency character varying(3) NOT NULL,
    refunded numeric(14,2) NOT NULL,
    email character varying(150) NOT NULL,
    phone character varying(100) NOT NULL,
    admin_comments character varying(200) NOT NULL,
    delivery_price numeric(14,2) NOT NULL,
    delivery_fullname character varying(100) NOT NULL,
    delivery_company character varying(100) NOT NULL,
    delivery_address character varying(100) NOT NULL,
    delivery_postcode character varying(100) NOT NULL,
    delivery_city character varying(100) NOT NULL,
    delivery_state character varying(100) NOT NULL,
    delivery_country_code character varying(2) NOT NULL,
    extra_field_1 character varying(50) NOT NULL,
    extra_field_2 character varying(50) NOT NULL,
    extra_fields jsonb NOT NULL,
    refund_account_number character varying(50) NOT NULL,
    refund_iban character varying(34) NOT NULL,
    refund_swift character varying(11) NOT NULL,
    total_cents bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    order_id bigint,
    status_id bigint NOT NULL
);
ALTER TABLE public.returns_return ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_return_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnextrafield (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    editor character varying(20) NOT NULL,
    options character varying(200)[] NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.returns_returnextrafield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnextrafield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnjournalentry (
    id bigint NOT NULL,
    return_id bigint NOT NULL,
    log_type smallint NOT NULL,
    object_id bigint NOT NULL,
    data jsonb NOT NULL,
    actor character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.returns_returnjournalentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnjournalentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnline (
    id bigint NOT NULL,
    storage character varying(20) NOT NULL,
    storage_id bigint NOT NULL,
    product_ref character varying(50) NOT NULL,
    variant_ref character varying(50) NOT NULL,
    name character varying(200) NOT NULL,
    attributes character varying(350) NOT NULL,
    sku character varying(50) NOT NULL,
    ean character varying(32) NOT NULL,
    location character varying(100) NOT NULL,
    auction_id character varying(30) NOT NULL,
    unit_gross numeric(14,4) NOT NULL,
    tax_rate numeric(5,2) NOT NULL,
    quantity integer NOT NULL,
    weight numeric(10,2) NOT NULL,
    account_id bigint NOT NULL,
    order_line_id bigint,
    parent_id bigint NOT NULL,
    product_id bigint,
    warehouse_id bigint,
    status_id bigint,
    reason_id bigint,
    CONSTRAINT return_line_quantity CHECK ((quantity >= 0))
);
ALTER TABLE public.returns_returnline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnlinestatus (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.returns_returnlinestatus ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnlinestatus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnreason (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.returns_returnreason ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnreason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnrefund (
    id bigint NOT NULL,
    refunded_before numeric(14,2) NOT NULL,
    refunded_after numeric(14,2) NOT NULL,
    total numeric(14,2) NOT NULL,
    currency character varying(3) NOT NULL,
    external_refund_id character varying(50) NOT NULL,
    comment character varying(50) NOT NULL,
    refunded_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    parent_id bigint NOT NULL
);
ALTER TABLE public.returns_returnrefund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnrefund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnstatus (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    name_for_customer character varying(1000) NOT NULL,
    color character varying(7) NOT NULL,
    type smallint NOT NULL,
    "position" integer NOT NULL,
    account_id bigint NOT NULL,
    group_id bigint
);
ALTER TABLE public.returns_returnstatus ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnstatus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.returns_returnstatusgroup (
    id bigint NOT NULL,
    name character varying(15) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.returns_returnstatusgroup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.returns_returnstatusgroup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shipments_courieraccount (
    id bigint NOT NULL,
    courier_code character varying(20) NOT NULL,
    name character varying(60) NOT NULL,
    settings jsonb NOT NULL,
    credentials text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.shipments_courieraccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shipments_courieraccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shipments_issuednumber (
    id bigint NOT NULL,
    number character varying(18) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.shipments_issuednumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shipments_issuednumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shipments_package (
    id bigint NOT NULL,
    courier_code character varying(20) NOT NULL,
    courier_name character varying(60) NOT NULL,
    number character varying(40) NOT NULL,
    tracking_url character varying(500) NOT NULL,
    is_return boolean NOT NULL,
    is_partner boolean NOT NULL,
    tracking_status smallint NOT NULL,
    tracking_status_at timestamp with time zone,
    sent_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    order_id bigint NOT NULL,
    courier_account_id bigint,
    CONSTRAINT package_tracking_status CHECK (((tracking_status >= 0) AND (tracking_status <= 13)))
);
ALTER TABLE public.shipments_package ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shipments_package_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shipments_packagelabel (
    id bigint NOT NULL,
    extension character varying(4) NOT NULL,
    content bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    package_id bigint NOT NULL
);
ALTER TABLE public.shipments_packagelabel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shipments_packagelabel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shipments_packagepart (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    number character varying(40) NOT NULL,
    weight numeric(9,3) NOT NULL,
    length numeric(7,2) NOT NULL,
    width numeric(7,2) NOT NULL,
    height numeric(7,2) NOT NULL,
    is_custom boolean NOT NULL,
    account_id bigint NOT NULL,
    package_id bigint NOT NULL
);
ALTER TABLE public.shipments_packagepart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shipments_packagepart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shipments_packagestatus (
    id bigint NOT NULL,
    tracking_status smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    package_id bigint NOT NULL
);
ALTER TABLE public.shipments_packagestatus ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shipments_packagestatus_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.shipments_serialcounter (
    id bigint NOT NULL,
    head character varying(13) NOT NULL,
    last bigint NOT NULL,
    account_id bigint NOT NULL,
    CONSTRAINT serial_counter_positive CHECK ((last >= 0))
);
ALTER TABLE public.shipments_serialcounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.shipments_serialcounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_documentcounter (
    id bigint NOT NULL,
    year smallint NOT NULL,
    month smallint NOT NULL,
    last integer NOT NULL,
    account_id bigint NOT NULL,
    series_id bigint NOT NULL,
    CONSTRAINT stock_counter_positive CHECK ((last >= 1))
);
ALTER TABLE public.warehousing_documentcounter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_documentcounter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_documentseries (
    id bigint NOT NULL,
    kind smallint NOT NULL,
    warehouse_id bigint NOT NULL,
    name character varying(20) NOT NULL,
    format character varying(30) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.warehousing_documentseries ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_documentseries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_payer (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    address character varying(200) NOT NULL,
    postcode character varying(20) NOT NULL,
    city character varying(80) NOT NULL,
    tax_number character varying(40) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.warehousing_payer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_payer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_place (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    color character varying(6) NOT NULL,
    is_pickable boolean NOT NULL,
    priority integer NOT NULL,
    account_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    place_type_id bigint,
    rack_id bigint,
    zone_id bigint,
    CONSTRAINT place_priority CHECK (((priority >= 1) AND (priority <= 99999)))
);
ALTER TABLE public.warehousing_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_placetype (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    max_quantity integer NOT NULL,
    max_weight numeric(10,2) NOT NULL,
    width numeric(10,2) NOT NULL,
    height numeric(10,2) NOT NULL,
    depth numeric(10,2) NOT NULL,
    is_transfer_bin boolean NOT NULL,
    is_default boolean NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.warehousing_placetype ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_placetype_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_rack (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    layout smallint NOT NULL,
    prefix character varying(10) NOT NULL,
    account_id bigint NOT NULL,
    zone_id bigint
);
ALTER TABLE public.warehousing_rack ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_rack_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_stockdocument (
    id bigint NOT NULL,
    kind smallint NOT NULL,
    warehouse_id bigint NOT NULL,
    target_warehouse_id bigint,
    year smallint NOT NULL,
    month smallint NOT NULL,
    number integer NOT NULL,
    full_number character varying(60) NOT NULL,
    language character varying(2) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    executed_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    contractor character varying(500) NOT NULL,
    invoice_number character varying(50) NOT NULL,
    notes character varying(500) NOT NULL,
    company text NOT NULL,
    warehouse_name character varying(100) NOT NULL,
    target_name character varying(100) NOT NULL,
    source_type smallint NOT NULL,
    source_id bigint NOT NULL,
    external_number character varying(100) NOT NULL,
    account_id bigint NOT NULL,
    series_id bigint NOT NULL,
    CONSTRAINT stock_document_number_positive CHECK ((number >= 1)),
    CONSTRAINT stock_document_target CHECK ((((kind = 4) AND (target_warehouse_id IS NOT NULL)) OR ((NOT (kind = 4)) AND (target_warehouse_id IS NULL))))
);
ALTER TABLE public.warehousing_stockdocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_stockdocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_stockfile (
    id bigint NOT NULL,
    content bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    account_id bigint NOT NULL,
    document_id bigint NOT NULL
);
ALTER TABLE public.warehousing_stockfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_stockfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_stockitem (
    id bigint NOT NULL,
    "position" integer NOT NULL,
    product_id bigint NOT NULL,
    inventory_id bigint NOT NULL,
    name character varying(200) NOT NULL,
    ean character varying(32) NOT NULL,
    sku character varying(50) NOT NULL,
    quantity integer NOT NULL,
    price numeric(10,2) NOT NULL,
    total numeric(20,2) NOT NULL,
    location character varying(255) NOT NULL,
    target_location character varying(255) NOT NULL,
    expires_on date,
    batch character varying(128) NOT NULL,
    serial_number character varying(128) NOT NULL,
    comments character varying(255) NOT NULL,
    account_id bigint NOT NULL,
    document_id bigint NOT NULL,
    CONSTRAINT stock_item_positive CHECK ((quantity >= 1))
);
ALTER TABLE public.warehousing_stockitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_stockitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_supplier (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    address character varying(200) NOT NULL,
    postcode character varying(20) NOT NULL,
    city character varying(80) NOT NULL,
    phone character varying(40) NOT NULL,
    email character varying(200) NOT NULL,
    email_copy_to character varying(200) NOT NULL,
    currency character varying(3) NOT NULL,
    tax_number character varying(16) NOT NULL,
    cost_from character varying(20) NOT NULL,
    code_from character varying(20) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.warehousing_supplier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_supplier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.warehousing_zone (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    color character varying(6) NOT NULL,
    prefix character varying(10) NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.warehousing_zone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.warehousing_zone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_entryattempt
    ADD CONSTRAINT accounts_entryattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_secretlink
    ADD CONSTRAINT accounts_secretlink_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.accounts_secretlink
    ADD CONSTRAINT accounts_secretlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_allocation
    ADD CONSTRAINT allocation_once UNIQUE (line_id, product_id, warehouse_id);
ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT api_token_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq UNIQUE (username, ip_address, user_agent);
ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptexpiration_pkey PRIMARY KEY (access_attempt_id);
ALTER TABLE ONLY public.axes_accessfailurelog
    ADD CONSTRAINT axes_accessfailurelog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.axes_accesslog
    ADD CONSTRAINT axes_accesslog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_bundleitem
    ADD CONSTRAINT bundle_item_once UNIQUE (bundle_id, product_id);
ALTER TABLE ONLY public.catalog_bundleitem
    ADD CONSTRAINT catalog_bundleitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_category
    ADD CONSTRAINT catalog_category_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_currencyrate
    ADD CONSTRAINT catalog_currencyrate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_extrafield
    ADD CONSTRAINT catalog_extrafield_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_heldpiece
    ADD CONSTRAINT catalog_heldpiece_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_inventory
    ADD CONSTRAINT catalog_inventory_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_inventorypricegroup
    ADD CONSTRAINT catalog_inventorypricegroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_inventorywarehouse
    ADD CONSTRAINT catalog_inventorywarehouse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_manufacturer
    ADD CONSTRAINT catalog_manufacturer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_price
    ADD CONSTRAINT catalog_price_pkey PRIMARY KEY (product_id, price_group_id);
ALTER TABLE ONLY public.catalog_pricegroup
    ADD CONSTRAINT catalog_pricegroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_product
    ADD CONSTRAINT catalog_product_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_productimage
    ADD CONSTRAINT catalog_productimage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_productlog
    ADD CONSTRAINT catalog_productlog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_producttag
    ADD CONSTRAINT catalog_producttag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_stock
    ADD CONSTRAINT catalog_stock_pkey PRIMARY KEY (product_id, warehouse_id);
ALTER TABLE ONLY public.catalog_storedimage
    ADD CONSTRAINT catalog_storedimage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_tag
    ADD CONSTRAINT catalog_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_warehouse
    ADD CONSTRAINT catalog_warehouse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_category
    ADD CONSTRAINT category_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.clients_clientextrafield
    ADD CONSTRAINT client_extra_field_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT client_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.clients_clientstatusgroup
    ADD CONSTRAINT client_status_group_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.clients_clientstatus
    ADD CONSTRAINT client_status_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clients_clientextrafield
    ADD CONSTRAINT clients_clientextrafield_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clients_clientstatus
    ADD CONSTRAINT clients_clientstatus_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.clients_clientstatusgroup
    ADD CONSTRAINT clients_clientstatusgroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_codeattempt
    ADD CONSTRAINT connect_codeattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connect_connection_contractor_integration_id_key UNIQUE (contractor_integration_id);
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connect_connection_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_creditentry
    ADD CONSTRAINT connect_creditentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_forwardattempt
    ADD CONSTRAINT connect_forwardattempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_forwardrun
    ADD CONSTRAINT connect_forwardrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_forwardrunorder
    ADD CONSTRAINT connect_forwardrunorder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_hold
    ADD CONSTRAINT connect_hold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_importprofile
    ADD CONSTRAINT connect_importprofile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_importrow
    ADD CONSTRAINT connect_importrow_pkey PRIMARY KEY (import_id, supplier_product_id);
ALTER TABLE ONLY public.connect_inquiry
    ADD CONSTRAINT connect_inquiry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_inquirymessage
    ADD CONSTRAINT connect_inquirymessage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_integration
    ADD CONSTRAINT connect_integration_code_hash_key UNIQUE (code_hash);
ALTER TABLE ONLY public.connect_integration
    ADD CONSTRAINT connect_integration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_invitation
    ADD CONSTRAINT connect_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_invitation
    ADD CONSTRAINT connect_invitation_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.connect_linkbatch
    ADD CONSTRAINT connect_linkbatch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_listing
    ADD CONSTRAINT connect_listing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_packagelink
    ADD CONSTRAINT connect_packagelink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_productimport
    ADD CONSTRAINT connect_productimport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT connect_productlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_sale
    ADD CONSTRAINT connect_sale_of_contractor UNIQUE (contractor_id, id);
ALTER TABLE ONLY public.connect_sale
    ADD CONSTRAINT connect_sale_of_supplier UNIQUE (supplier_id, id);
ALTER TABLE ONLY public.connect_sale
    ADD CONSTRAINT connect_sale_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_saleevent
    ADD CONSTRAINT connect_saleevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_saleline
    ADD CONSTRAINT connect_saleline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_salerequest
    ADD CONSTRAINT connect_salerequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_seenproduct
    ADD CONSTRAINT connect_seenproduct_pkey PRIMARY KEY (profile_id, supplier_product_id);
ALTER TABLE ONLY public.connect_syncing
    ADD CONSTRAINT connect_syncing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connection_of_contractor UNIQUE (contractor_id, id);
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connection_of_supplier UNIQUE (supplier_id, id);
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connection_once UNIQUE (integration_id, contractor_id);
ALTER TABLE ONLY public.core_calltally
    ADD CONSTRAINT core_calltally_pkey PRIMARY KEY (minute, token_id, process);
ALTER TABLE ONLY public.core_event
    ADD CONSTRAINT core_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_keptanswer
    ADD CONSTRAINT core_keptanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.core_outbox
    ADD CONSTRAINT core_outbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shipments_courieraccount
    ADD CONSTRAINT courier_account_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.connect_creditentry
    ADD CONSTRAINT credit_entry_number UNIQUE (connection_id, number);
ALTER TABLE ONLY public.catalog_currencyrate
    ADD CONSTRAINT currency_rate_of_a_day UNIQUE (account_id, currency_from, currency_to, valid_from);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.documents_documentline
    ADD CONSTRAINT document_line_place UNIQUE (document_id, is_before, "position");
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT document_number_once UNIQUE (series_id, year, month, number);
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT document_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_documentfile
    ADD CONSTRAINT documents_documentfile_document_id_key UNIQUE (document_id);
ALTER TABLE ONLY public.documents_documentfile
    ADD CONSTRAINT documents_documentfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_documentline
    ADD CONSTRAINT documents_documentline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_series
    ADD CONSTRAINT documents_series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.documents_seriescounter
    ADD CONSTRAINT documents_seriescounter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalog_extrafield
    ADD CONSTRAINT extra_field_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.connect_forwardattempt
    ADD CONSTRAINT forward_attempt_once UNIQUE NULLS NOT DISTINCT (order_id, connection_id);
ALTER TABLE ONLY public.connect_forwardrun
    ADD CONSTRAINT forward_run_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.connect_forwardrunorder
    ADD CONSTRAINT forward_run_order_once UNIQUE (run_id, order_id);
ALTER TABLE ONLY public.catalog_heldpiece
    ADD CONSTRAINT held_piece_once UNIQUE (hold_id, product_id, warehouse_id);
ALTER TABLE ONLY public.connect_importprofile
    ADD CONSTRAINT import_profile_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.connect_importprofile
    ADD CONSTRAINT import_profile_once UNIQUE (connection_id, inventory_id);
ALTER TABLE ONLY public.connect_inquiry
    ADD CONSTRAINT inquiry_of_contractor UNIQUE (contractor_id, id);
ALTER TABLE ONLY public.connect_inquiry
    ADD CONSTRAINT inquiry_of_supplier UNIQUE (supplier_id, id);
ALTER TABLE ONLY public.connect_inquiry
    ADD CONSTRAINT inquiry_once_a_day UNIQUE (contractor_id, supplier_id, day);
ALTER TABLE ONLY public.connect_integration
    ADD CONSTRAINT integration_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_inventory
    ADD CONSTRAINT inventory_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_inventorypricegroup
    ADD CONSTRAINT inventory_price_group_once UNIQUE (inventory_id, price_group_id);
ALTER TABLE ONLY public.catalog_inventorywarehouse
    ADD CONSTRAINT inventory_warehouse_once UNIQUE (inventory_id, warehouse_id);
ALTER TABLE ONLY public.connect_invitation
    ADD CONSTRAINT invitation_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.connect_invitation
    ADD CONSTRAINT invitation_once UNIQUE (integration_id, email);
ALTER TABLE ONLY public.shipments_issuednumber
    ADD CONSTRAINT issued_number_once UNIQUE (account_id, number);
ALTER TABLE ONLY public.orders_journalentry
    ADD CONSTRAINT journal_entry_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.core_keptanswer
    ADD CONSTRAINT kept_answer_once UNIQUE (account_id, token_id, key);
ALTER TABLE ONLY public.connect_listing
    ADD CONSTRAINT listing_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.connect_listing
    ADD CONSTRAINT listing_once UNIQUE (integration_id);
ALTER TABLE ONLY public.messaging_mail
    ADD CONSTRAINT mail_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.messaging_mailbox
    ADD CONSTRAINT mailbox_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.messaging_mailbox
    ADD CONSTRAINT mailbox_once UNIQUE (account_id);
ALTER TABLE ONLY public.catalog_manufacturer
    ADD CONSTRAINT manufacturer_name UNIQUE (account_id, name);
ALTER TABLE ONLY public.catalog_manufacturer
    ADD CONSTRAINT manufacturer_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT membership_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT membership_once UNIQUE (account_id, user_id);
ALTER TABLE ONLY public.messaging_mail
    ADD CONSTRAINT messaging_mail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.messaging_mailbox
    ADD CONSTRAINT messaging_mailbox_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_orderextrafield
    ADD CONSTRAINT order_extra_field_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT order_line_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT order_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.orders_orderpayment
    ADD CONSTRAINT order_payment_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.orders_ordersource
    ADD CONSTRAINT order_source_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.orders_orderstatusgroup
    ADD CONSTRAINT order_status_group_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.orders_orderstatus
    ADD CONSTRAINT order_status_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.orders_allocation
    ADD CONSTRAINT orders_allocation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_journalentry
    ADD CONSTRAINT orders_journalentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_orderextrafield
    ADD CONSTRAINT orders_orderextrafield_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_orderpayment
    ADD CONSTRAINT orders_orderpayment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_ordersource
    ADD CONSTRAINT orders_ordersource_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_orderstatus
    ADD CONSTRAINT orders_orderstatus_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders_orderstatusgroup
    ADD CONSTRAINT orders_orderstatusgroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_packagelink
    ADD CONSTRAINT package_link_of_contractor UNIQUE (sale_id, contractor_package_id);
ALTER TABLE ONLY public.connect_packagelink
    ADD CONSTRAINT package_link_of_supplier UNIQUE (sale_id, supplier_package_id);
ALTER TABLE ONLY public.shipments_package
    ADD CONSTRAINT package_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.shipments_packagepart
    ADD CONSTRAINT package_part_place UNIQUE (package_id, "position");
ALTER TABLE ONLY public.warehousing_place
    ADD CONSTRAINT place_once UNIQUE (warehouse_id, name);
ALTER TABLE ONLY public.warehousing_placetype
    ADD CONSTRAINT place_type_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_pricegroup
    ADD CONSTRAINT price_group_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_productimage
    ADD CONSTRAINT product_image_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_productimage
    ADD CONSTRAINT product_image_position UNIQUE (product_id, "position");
ALTER TABLE ONLY public.connect_productimport
    ADD CONSTRAINT product_import_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT product_link_once UNIQUE (connection_id, product_id);
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT product_link_one_to_one UNIQUE (connection_id, supplier_product_id);
ALTER TABLE ONLY public.catalog_product
    ADD CONSTRAINT product_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_producttag
    ADD CONSTRAINT product_tag_once UNIQUE (product_id, tag_id);
ALTER TABLE ONLY public.warehousing_rack
    ADD CONSTRAINT rack_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnextrafield
    ADD CONSTRAINT return_extra_field_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnjournalentry
    ADD CONSTRAINT return_journal_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT return_line_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnlinestatus
    ADD CONSTRAINT return_line_status_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_return
    ADD CONSTRAINT return_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnreason
    ADD CONSTRAINT return_reason_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnrefund
    ADD CONSTRAINT return_refund_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnstatusgroup
    ADD CONSTRAINT return_status_group_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_returnstatus
    ADD CONSTRAINT return_status_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.returns_return
    ADD CONSTRAINT returns_return_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnextrafield
    ADD CONSTRAINT returns_returnextrafield_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnjournalentry
    ADD CONSTRAINT returns_returnjournalentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnlinestatus
    ADD CONSTRAINT returns_returnlinestatus_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnreason
    ADD CONSTRAINT returns_returnreason_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnrefund
    ADD CONSTRAINT returns_returnrefund_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnstatus
    ADD CONSTRAINT returns_returnstatus_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.returns_returnstatusgroup
    ADD CONSTRAINT returns_returnstatusgroup_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.connect_saleline
    ADD CONSTRAINT sale_line_of_supplier_line UNIQUE (supplier_line_id);
ALTER TABLE ONLY public.connect_sale
    ADD CONSTRAINT sale_of_supplier_order UNIQUE (supplier_order_id);
ALTER TABLE ONLY public.connect_sale
    ADD CONSTRAINT sale_once UNIQUE (connection_id, contractor_order_id);
ALTER TABLE ONLY public.shipments_serialcounter
    ADD CONSTRAINT serial_counter_once UNIQUE (account_id, head);
ALTER TABLE ONLY public.documents_seriescounter
    ADD CONSTRAINT series_counter_once UNIQUE (series_id, year, month);
ALTER TABLE ONLY public.documents_series
    ADD CONSTRAINT series_format_once UNIQUE (account_id, format);
ALTER TABLE ONLY public.documents_series
    ADD CONSTRAINT series_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.shipments_courieraccount
    ADD CONSTRAINT shipments_courieraccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shipments_issuednumber
    ADD CONSTRAINT shipments_issuednumber_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shipments_package
    ADD CONSTRAINT shipments_package_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shipments_packagelabel
    ADD CONSTRAINT shipments_packagelabel_package_id_key UNIQUE (package_id);
ALTER TABLE ONLY public.shipments_packagelabel
    ADD CONSTRAINT shipments_packagelabel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shipments_packagepart
    ADD CONSTRAINT shipments_packagepart_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shipments_packagestatus
    ADD CONSTRAINT shipments_packagestatus_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.shipments_serialcounter
    ADD CONSTRAINT shipments_serialcounter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_documentcounter
    ADD CONSTRAINT stock_counter_once UNIQUE (series_id, year, month);
ALTER TABLE ONLY public.warehousing_stockdocument
    ADD CONSTRAINT stock_document_number_once UNIQUE (series_id, year, month, number);
ALTER TABLE ONLY public.warehousing_stockdocument
    ADD CONSTRAINT stock_document_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.warehousing_stockitem
    ADD CONSTRAINT stock_item_place UNIQUE (document_id, "position");
ALTER TABLE ONLY public.warehousing_documentseries
    ADD CONSTRAINT stock_series_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.warehousing_documentseries
    ADD CONSTRAINT stock_series_once UNIQUE (account_id, warehouse_id, kind);
ALTER TABLE ONLY public.catalog_storedimage
    ADD CONSTRAINT stored_image_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_storedimage
    ADD CONSTRAINT stored_image_once UNIQUE (account_id, sha256);
ALTER TABLE ONLY public.connect_syncing
    ADD CONSTRAINT syncing_once UNIQUE (connection_id, subject);
ALTER TABLE ONLY public.catalog_tag
    ADD CONSTRAINT tag_name UNIQUE (account_id, name);
ALTER TABLE ONLY public.catalog_tag
    ADD CONSTRAINT tag_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.catalog_warehouse
    ADD CONSTRAINT warehouse_of_account UNIQUE (account_id, id);
ALTER TABLE ONLY public.warehousing_documentcounter
    ADD CONSTRAINT warehousing_documentcounter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_documentseries
    ADD CONSTRAINT warehousing_documentseries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_payer
    ADD CONSTRAINT warehousing_payer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_place
    ADD CONSTRAINT warehousing_place_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_placetype
    ADD CONSTRAINT warehousing_placetype_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_rack
    ADD CONSTRAINT warehousing_rack_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_stockdocument
    ADD CONSTRAINT warehousing_stockdocument_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_stockfile
    ADD CONSTRAINT warehousing_stockfile_document_id_key UNIQUE (document_id);
ALTER TABLE ONLY public.warehousing_stockfile
    ADD CONSTRAINT warehousing_stockfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_stockitem
    ADD CONSTRAINT warehousing_stockitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_supplier
    ADD CONSTRAINT warehousing_supplier_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_zone
    ADD CONSTRAINT warehousing_zone_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.warehousing_zone
    ADD CONSTRAINT zone_of_account UNIQUE (account_id, id);
CREATE INDEX accounts_apitoken_hash_5754658e_like ON public.accounts_apitoken USING btree (hash varchar_pattern_ops);
CREATE INDEX accounts_membership_user_id_487fb39e ON public.accounts_membership USING btree (user_id);
CREATE INDEX accounts_secretlink_hash_3a4a0b82_like ON public.accounts_secretlink USING btree (hash varchar_pattern_ops);
CREATE INDEX accounts_secretlink_user_id_95a67aac ON public.accounts_secretlink USING btree (user_id);
CREATE INDEX accounts_user_email_b2644a56_like ON public.accounts_user USING btree (email varchar_pattern_ops);
CREATE INDEX allocation_of_stock ON public.orders_allocation USING btree (product_id, warehouse_id);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX axes_accessattempt_ip_address_10922d9c ON public.axes_accessattempt USING btree (ip_address);
CREATE INDEX axes_accessattempt_user_agent_ad89678b ON public.axes_accessattempt USING btree (user_agent);
CREATE INDEX axes_accessattempt_user_agent_ad89678b_like ON public.axes_accessattempt USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accessattempt_username_3f2d4ca0 ON public.axes_accessattempt USING btree (username);
CREATE INDEX axes_accessattempt_username_3f2d4ca0_like ON public.axes_accessattempt USING btree (username varchar_pattern_ops);
CREATE INDEX axes_accessfailurelog_ip_address_2e9f5a7f ON public.axes_accessfailurelog USING btree (ip_address);
CREATE INDEX axes_accessfailurelog_user_agent_ea145dda ON public.axes_accessfailurelog USING btree (user_agent);
CREATE INDEX axes_accessfailurelog_user_agent_ea145dda_like ON public.axes_accessfailurelog USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accessfailurelog_username_a8b7e8a4 ON public.axes_accessfailurelog USING btree (username);
CREATE INDEX axes_accessfailurelog_username_a8b7e8a4_like ON public.axes_accessfailurelog USING btree (username varchar_pattern_ops);
CREATE INDEX axes_accesslog_ip_address_86b417e5 ON public.axes_accesslog USING btree (ip_address);
CREATE INDEX axes_accesslog_user_agent_0e659004 ON public.axes_accesslog USING btree (user_agent);
CREATE INDEX axes_accesslog_user_agent_0e659004_like ON public.axes_accesslog USING btree (user_agent varchar_pattern_ops);
CREATE INDEX axes_accesslog_username_df93064b ON public.axes_accesslog USING btree (username);
CREATE INDEX axes_accesslog_username_df93064b_like ON public.axes_accesslog USING btree (username varchar_pattern_ops);
CREATE INDEX catalog_bundleitem_bundle_id_d5c993b1 ON public.catalog_bundleitem USING btree (bundle_id);
CREATE INDEX catalog_bundleitem_product_id_8b9e6cbc ON public.catalog_bundleitem USING btree (product_id);
CREATE INDEX catalog_category_inventory_id_6958e456 ON public.catalog_category USING btree (inventory_id);
CREATE INDEX catalog_category_parent_id_f61bd017 ON public.catalog_category USING btree (parent_id);
CREATE INDEX catalog_inventory_default_price_group_id_976b8b6d ON public.catalog_inventory USING btree (default_price_group_id);
CREATE INDEX catalog_inventory_default_warehouse_id_646ef53e ON public.catalog_inventory USING btree (default_warehouse_id);
CREATE INDEX catalog_inventorypricegroup_inventory_id_0019412b ON public.catalog_inventorypricegroup USING btree (inventory_id);
CREATE INDEX catalog_inventorypricegroup_price_group_id_b5421790 ON public.catalog_inventorypricegroup USING btree (price_group_id);
CREATE INDEX catalog_inventorywarehouse_inventory_id_41820596 ON public.catalog_inventorywarehouse USING btree (inventory_id);
CREATE INDEX catalog_inventorywarehouse_warehouse_id_79d27aa0 ON public.catalog_inventorywarehouse USING btree (warehouse_id);
CREATE INDEX catalog_price_price_group_id_08718f90 ON public.catalog_price USING btree (price_group_id);
CREATE INDEX catalog_pricegroup_source_id_3f2afa9e ON public.catalog_pricegroup USING btree (source_id);
CREATE INDEX catalog_productimage_image_id_56adaf0e ON public.catalog_productimage USING btree (image_id);
CREATE INDEX catalog_producttag_product_id_6a68e9d8 ON public.catalog_producttag USING btree (product_id);
CREATE INDEX catalog_producttag_tag_id_ab249ec3 ON public.catalog_producttag USING btree (tag_id);
CREATE INDEX catalog_stock_warehouse_id_ce721cb5 ON public.catalog_stock USING btree (warehouse_id);
CREATE INDEX catalog_tag_inventory_id_d5362f8b ON public.catalog_tag USING btree (inventory_id);
CREATE INDEX client_by_status ON public.clients_client USING btree (account_id, status_id, id);
CREATE INDEX clients_client_status_id_fcaae84b ON public.clients_client USING btree (status_id);
CREATE INDEX clients_clientstatus_group_id_5208ac9a ON public.clients_clientstatus USING btree (group_id);
CREATE INDEX code_attempt_recent ON public.connect_codeattempt USING btree (account_id, at);
CREATE INDEX connect_connection_integration_id_6c9d50c2 ON public.connect_connection USING btree (integration_id);
CREATE INDEX connect_forwardattempt_connection_id_a21eba6e ON public.connect_forwardattempt USING btree (connection_id);
CREATE INDEX connect_importprofile_connection_id_45f85584 ON public.connect_importprofile USING btree (connection_id);
CREATE INDEX connect_importprofile_inventory_id_9c951787 ON public.connect_importprofile USING btree (inventory_id);
CREATE INDEX connect_integration_code_hash_a327a812_like ON public.connect_integration USING btree (code_hash varchar_pattern_ops);
CREATE INDEX connect_integration_inventory_id_2f36940a ON public.connect_integration USING btree (inventory_id);
CREATE INDEX connect_invitation_integration_id_566a0ad7 ON public.connect_invitation USING btree (integration_id);
CREATE INDEX connect_invitation_secret_hash_19014ab9_like ON public.connect_invitation USING btree (secret_hash varchar_pattern_ops);
CREATE INDEX connect_listing_integration_id_fb7313bb ON public.connect_listing USING btree (integration_id);
CREATE INDEX connect_listing_logo_id_a1479c02 ON public.connect_listing USING btree (logo_id);
CREATE INDEX connect_packagelink_contractor_package_id_5dbc9e19 ON public.connect_packagelink USING btree (contractor_package_id);
CREATE INDEX connect_packagelink_sale_id_d3f1a6c3 ON public.connect_packagelink USING btree (sale_id);
CREATE INDEX connect_packagelink_supplier_package_id_e720ad6a ON public.connect_packagelink USING btree (supplier_package_id);
CREATE INDEX connect_productimport_connection_id_6d191b74 ON public.connect_productimport USING btree (connection_id);
CREATE INDEX connect_productimport_inventory_id_7e94837e ON public.connect_productimport USING btree (inventory_id);
CREATE INDEX connect_productlink_connection_id_27af7d67 ON public.connect_productlink USING btree (connection_id);
CREATE INDEX courier_account_by_code ON public.shipments_courieraccount USING btree (account_id, courier_code, id);
CREATE UNIQUE INDEX credit_entry_answered_once ON public.connect_creditentry USING btree (refers_to) WHERE (refers_to IS NOT NULL);
CREATE INDEX credit_entry_page ON public.connect_creditentry USING btree (connection_id, id DESC);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX document_by_time ON public.documents_document USING btree (account_id, issued_at, id);
CREATE INDEX document_of_order ON public.documents_document USING btree (account_id, order_id);
CREATE UNIQUE INDEX document_once_per_order ON public.documents_document USING btree (account_id, order_id, kind) WHERE ((kind)::text = ANY ((ARRAY['INVOICE'::character varying, 'RECEIPT'::character varying])::text[]));
CREATE UNIQUE INDEX document_once_per_return ON public.documents_document USING btree (account_id, return_id) WHERE (return_id IS NOT NULL);
CREATE INDEX documents_document_corrects_id_713e7f72 ON public.documents_document USING btree (corrects_id);
CREATE INDEX documents_document_series_id_295894aa ON public.documents_document USING btree (series_id);
CREATE INDEX documents_documentline_document_id_63a12770 ON public.documents_documentline USING btree (document_id);
CREATE INDEX documents_seriescounter_series_id_e42afdd2 ON public.documents_seriescounter USING btree (series_id);
CREATE INDEX entry_attempt_recent ON public.accounts_entryattempt USING btree (key, at);
CREATE INDEX event_of_account ON public.core_event USING btree (account_id, id);
CREATE INDEX forward_attempt_recent ON public.connect_forwardattempt USING btree (account_id, updated_at);
CREATE INDEX held_piece_of_stock ON public.catalog_heldpiece USING btree (product_id, warehouse_id);
CREATE INDEX hold_open_of_connection ON public.connect_hold USING btree (connection_id) WHERE ((state)::text = 'open'::text);
CREATE INDEX hold_open_of_supplier ON public.connect_hold USING btree (supplier_id, id) WHERE ((state)::text = 'open'::text);
CREATE INDEX import_row_page ON public.connect_importrow USING btree (import_id, kind, supplier_product_id);
CREATE INDEX inquiry_message_page ON public.connect_inquirymessage USING btree (inquiry_id, id);
CREATE INDEX inquiry_page_of_supplier ON public.connect_inquiry USING btree (supplier_id, updated_at DESC);
CREATE INDEX invitation_by_time ON public.connect_invitation USING btree (account_id, sent_at, id);
CREATE INDEX journal_by_time ON public.orders_journalentry USING btree (account_id, created_at);
CREATE INDEX journal_of_order ON public.orders_journalentry USING btree (order_id, id);
CREATE INDEX kept_answer_age ON public.core_keptanswer USING btree (created_at);
CREATE UNIQUE INDEX line_in_one_open_sale ON public.connect_saleline USING btree (contractor_line_id) WHERE is_open;
CREATE INDEX link_batch_page ON public.connect_linkbatch USING btree (account_id, connection_id, id DESC);
CREATE INDEX listing_page ON public.connect_listing USING btree (sort_key, id) WHERE (is_published AND ((state)::text = 'approved'::text));
CREATE INDEX mail_by_time ON public.messaging_mail USING btree (account_id, created_at, id);
CREATE UNIQUE INDEX mail_once ON public.messaging_mail USING btree (account_id, purpose, about_kind, about_id) WHERE is_once;
CREATE UNIQUE INDEX one_default_inventory ON public.catalog_inventory USING btree (account_id) WHERE is_default;
CREATE UNIQUE INDEX one_default_place_type ON public.warehousing_placetype USING btree (account_id) WHERE is_default;
CREATE UNIQUE INDEX one_default_price_group ON public.catalog_pricegroup USING btree (account_id) WHERE is_default;
CREATE UNIQUE INDEX one_default_warehouse ON public.catalog_warehouse USING btree (account_id) WHERE is_default;
CREATE INDEX order_by_email ON public.orders_order USING btree (account_id, email) WHERE (NOT ((email)::text = ''::text));
CREATE INDEX order_by_external_id ON public.orders_order USING btree (account_id, external_order_id) WHERE (NOT ((external_order_id)::text = ''::text));
CREATE INDEX order_by_phone ON public.orders_order USING btree (account_id, phone) WHERE (NOT ((phone)::text = ''::text));
CREATE INDEX order_by_status ON public.orders_order USING btree (account_id, status_id, id);
CREATE INDEX order_cursor ON public.orders_order USING btree (account_id, date_confirmed, id);
CREATE INDEX order_cursor_added ON public.orders_order USING btree (account_id, date_add, id);
CREATE INDEX order_line_page ON public.orders_orderline USING btree (order_id, id);
CREATE INDEX order_search ON public.orders_order USING gin (search_key public.gin_trgm_ops);
CREATE INDEX orders_allocation_warehouse_id_5ce8e995 ON public.orders_allocation USING btree (warehouse_id);
CREATE INDEX orders_orderline_product_id_a68772b6 ON public.orders_orderline USING btree (product_id);
CREATE INDEX orders_orderline_warehouse_id_625ca001 ON public.orders_orderline USING btree (warehouse_id);
CREATE INDEX orders_orderpayment_order_id_c2396d8c ON public.orders_orderpayment USING btree (order_id);
CREATE INDEX orders_orderstatus_group_id_82430c55 ON public.orders_orderstatus USING btree (group_id);
CREATE INDEX outbox_open ON public.core_outbox USING btree (stream, id) WHERE ((done_at IS NULL) AND (failed_at IS NULL));
CREATE INDEX package_by_number ON public.shipments_package USING btree (account_id, number);
CREATE INDEX package_of_order ON public.shipments_package USING btree (order_id, id);
CREATE INDEX package_part_by_number ON public.shipments_packagepart USING btree (account_id, number);
CREATE INDEX package_status_page ON public.shipments_packagestatus USING btree (package_id, id);
CREATE INDEX product_by_name ON public.catalog_product USING btree (inventory_id, sort_key, id);
CREATE INDEX product_category ON public.catalog_product USING btree (category_id) WHERE (category_id IS NOT NULL);
CREATE INDEX product_ean ON public.catalog_product USING btree (inventory_id, ean_key) WHERE (NOT ((ean_key)::text = ''::text));
CREATE INDEX product_import_page ON public.connect_productimport USING btree (account_id, id DESC);
CREATE INDEX product_link_of_product ON public.connect_productlink USING btree (product_id);
CREATE INDEX product_link_of_supplier ON public.connect_productlink USING btree (supplier_product_id);
CREATE INDEX product_log_page ON public.catalog_productlog USING btree (product_id, id);
CREATE INDEX product_manufacturer ON public.catalog_product USING btree (manufacturer_id) WHERE (manufacturer_id IS NOT NULL);
CREATE INDEX product_page ON public.catalog_product USING btree (inventory_id, id);
CREATE INDEX product_search ON public.catalog_product USING gin (search_key public.gin_trgm_ops);
CREATE INDEX product_sku ON public.catalog_product USING btree (inventory_id, sku_key) WHERE (NOT ((sku_key)::text = ''::text));
CREATE INDEX product_variants ON public.catalog_product USING btree (parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX receipt_to_print ON public.documents_document USING btree (account_id, id) WHERE (((kind)::text = 'RECEIPT'::text) AND (printed_at IS NULL));
CREATE UNIQUE INDEX request_open_of_data ON public.connect_salerequest USING btree (sale_id) WHERE ((line_id IS NULL) AND ((state)::text = 'open'::text));
CREATE UNIQUE INDEX request_open_of_line ON public.connect_salerequest USING btree (line_id) WHERE ((line_id IS NOT NULL) AND ((state)::text = 'open'::text));
CREATE INDEX request_page ON public.connect_salerequest USING btree (sale_id, id);
CREATE INDEX return_by_status ON public.returns_return USING btree (account_id, status_id, id);
CREATE INDEX return_cursor ON public.returns_return USING btree (account_id, date_add, id);
CREATE INDEX return_journal_by_time ON public.returns_returnjournalentry USING btree (account_id, created_at);
CREATE INDEX return_journal_of_return ON public.returns_returnjournalentry USING btree (return_id, id);
CREATE INDEX return_line_page ON public.returns_returnline USING btree (parent_id, id);
CREATE INDEX return_of_order ON public.returns_return USING btree (order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX return_refund_page ON public.returns_returnrefund USING btree (parent_id, id);
CREATE INDEX returns_return_order_id_acc0b89a ON public.returns_return USING btree (order_id);
CREATE INDEX returns_return_status_id_0aa678f6 ON public.returns_return USING btree (status_id);
CREATE INDEX returns_returnline_order_line_id_24a5f4ee ON public.returns_returnline USING btree (order_line_id);
CREATE INDEX returns_returnline_parent_id_0655612c ON public.returns_returnline USING btree (parent_id);
CREATE INDEX returns_returnline_product_id_0051cf21 ON public.returns_returnline USING btree (product_id);
CREATE INDEX returns_returnline_reason_id_95ffcabd ON public.returns_returnline USING btree (reason_id);
CREATE INDEX returns_returnline_status_id_ff7d87a6 ON public.returns_returnline USING btree (status_id);
CREATE INDEX returns_returnline_warehouse_id_97511022 ON public.returns_returnline USING btree (warehouse_id);
CREATE INDEX returns_returnrefund_parent_id_335ed388 ON public.returns_returnrefund USING btree (parent_id);
CREATE INDEX returns_returnstatus_group_id_3bb6bf46 ON public.returns_returnstatus USING btree (group_id);
CREATE INDEX sale_event_page ON public.connect_saleevent USING btree (sale_id, id);
CREATE INDEX sale_line_page ON public.connect_saleline USING btree (sale_id, id);
CREATE INDEX sale_of_contractor_order ON public.connect_sale USING btree (contractor_order_id);
CREATE INDEX shipments_package_order_id_5e19a76e ON public.shipments_package USING btree (order_id);
CREATE INDEX shipments_packagepart_package_id_9c8c3475 ON public.shipments_packagepart USING btree (package_id);
CREATE INDEX shipments_packagestatus_package_id_f68121f5 ON public.shipments_packagestatus USING btree (package_id);
CREATE INDEX stock_document_by_time ON public.warehousing_stockdocument USING btree (account_id, issued_at, id);
CREATE INDEX syncing_live ON public.connect_syncing USING btree (supplier_id, connection_id) WHERE ((every)::text = 'live'::text);
CREATE INDEX warehousing_documentcounter_series_id_40531370 ON public.warehousing_documentcounter USING btree (series_id);
CREATE INDEX warehousing_place_place_type_id_33b72dca ON public.warehousing_place USING btree (place_type_id);
CREATE INDEX warehousing_place_rack_id_7ce1061e ON public.warehousing_place USING btree (rack_id);
CREATE INDEX warehousing_place_warehouse_id_e25828b5 ON public.warehousing_place USING btree (warehouse_id);
CREATE INDEX warehousing_place_zone_id_94582bb5 ON public.warehousing_place USING btree (zone_id);
CREATE INDEX warehousing_rack_zone_id_bc4228ae ON public.warehousing_rack USING btree (zone_id);
CREATE INDEX warehousing_stockdocument_series_id_3534de13 ON public.warehousing_stockdocument USING btree (series_id);
CREATE INDEX warehousing_stockitem_document_id_caaf0ef4 ON public.warehousing_stockitem USING btree (document_id);
CREATE TRIGGER arriving BEFORE INSERT ON public.documents_document FOR EACH STATEMENT EXECUTE FUNCTION public.spinka_arriving('3', 'documents_document_id_seq');
CREATE TRIGGER arriving BEFORE INSERT ON public.orders_journalentry FOR EACH STATEMENT EXECUTE FUNCTION public.spinka_arriving('2', 'orders_journalentry_id_seq');
CREATE TRIGGER arriving BEFORE INSERT ON public.orders_order FOR EACH STATEMENT EXECUTE FUNCTION public.spinka_arriving('1', 'orders_order_id_seq');
CREATE TRIGGER arriving BEFORE INSERT ON public.returns_return FOR EACH STATEMENT EXECUTE FUNCTION public.spinka_arriving('4', 'returns_return_id_seq');
CREATE TRIGGER arriving BEFORE INSERT ON public.returns_returnjournalentry FOR EACH STATEMENT EXECUTE FUNCTION public.spinka_arriving('5', 'returns_returnjournalentry_id_seq');
ALTER TABLE ONLY public.accounts_apitoken
    ADD CONSTRAINT accounts_apitoken_account_id_c5e627d6_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_account_id_4cff857d_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_membership
    ADD CONSTRAINT accounts_membership_user_id_487fb39e_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_secretlink
    ADD CONSTRAINT accounts_secretlink_user_id_95a67aac_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce FOREIGN KEY (access_attempt_id) REFERENCES public.axes_accessattempt(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_bundleitem
    ADD CONSTRAINT catalog_bundleitem_account_id_7dc2e34c_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_bundleitem
    ADD CONSTRAINT catalog_bundleitem_bundle_id_own FOREIGN KEY (account_id, bundle_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_bundleitem
    ADD CONSTRAINT catalog_bundleitem_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_category
    ADD CONSTRAINT catalog_category_account_id_84b21b85_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_category
    ADD CONSTRAINT catalog_category_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_category
    ADD CONSTRAINT catalog_category_parent_id_own FOREIGN KEY (account_id, parent_id) REFERENCES public.catalog_category(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_currencyrate
    ADD CONSTRAINT catalog_currencyrate_account_id_35949b6b_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_extrafield
    ADD CONSTRAINT catalog_extrafield_account_id_258d59f2_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_heldpiece
    ADD CONSTRAINT catalog_heldpiece_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_heldpiece
    ADD CONSTRAINT catalog_heldpiece_warehouse_id_own FOREIGN KEY (account_id, warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_inventory
    ADD CONSTRAINT catalog_inventory_account_id_eb125009_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_inventory
    ADD CONSTRAINT catalog_inventory_default_price_group_id_own FOREIGN KEY (account_id, default_price_group_id) REFERENCES public.catalog_pricegroup(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.catalog_inventory
    ADD CONSTRAINT catalog_inventory_default_warehouse_id_own FOREIGN KEY (account_id, default_warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.catalog_inventorypricegroup
    ADD CONSTRAINT catalog_inventorypri_account_id_e1777608_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_inventorypricegroup
    ADD CONSTRAINT catalog_inventorypricegroup_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_inventorypricegroup
    ADD CONSTRAINT catalog_inventorypricegroup_price_group_id_own FOREIGN KEY (account_id, price_group_id) REFERENCES public.catalog_pricegroup(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_inventorywarehouse
    ADD CONSTRAINT catalog_inventorywar_account_id_645270c7_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_inventorywarehouse
    ADD CONSTRAINT catalog_inventorywarehouse_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_inventorywarehouse
    ADD CONSTRAINT catalog_inventorywarehouse_warehouse_id_own FOREIGN KEY (account_id, warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_manufacturer
    ADD CONSTRAINT catalog_manufacturer_account_id_e9179481_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_price
    ADD CONSTRAINT catalog_price_price_group_id_own FOREIGN KEY (account_id, price_group_id) REFERENCES public.catalog_pricegroup(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_price
    ADD CONSTRAINT catalog_price_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_pricegroup
    ADD CONSTRAINT catalog_pricegroup_account_id_99419b3e_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_pricegroup
    ADD CONSTRAINT catalog_pricegroup_source_id_own FOREIGN KEY (account_id, source_id) REFERENCES public.catalog_pricegroup(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.catalog_product
    ADD CONSTRAINT catalog_product_category_id_own FOREIGN KEY (account_id, category_id) REFERENCES public.catalog_category(account_id, id) ON DELETE SET NULL (category_id) DEFERRABLE;
ALTER TABLE ONLY public.catalog_product
    ADD CONSTRAINT catalog_product_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_product
    ADD CONSTRAINT catalog_product_manufacturer_id_own FOREIGN KEY (account_id, manufacturer_id) REFERENCES public.catalog_manufacturer(account_id, id) ON DELETE SET NULL (manufacturer_id) DEFERRABLE;
ALTER TABLE ONLY public.catalog_product
    ADD CONSTRAINT catalog_product_parent_id_own FOREIGN KEY (account_id, parent_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_productimage
    ADD CONSTRAINT catalog_productimage_image_id_own FOREIGN KEY (account_id, image_id) REFERENCES public.catalog_storedimage(account_id, id) ON DELETE SET NULL (image_id) DEFERRABLE;
ALTER TABLE ONLY public.catalog_productimage
    ADD CONSTRAINT catalog_productimage_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_producttag
    ADD CONSTRAINT catalog_producttag_account_id_0671fe38_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_producttag
    ADD CONSTRAINT catalog_producttag_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_producttag
    ADD CONSTRAINT catalog_producttag_tag_id_own FOREIGN KEY (account_id, tag_id) REFERENCES public.catalog_tag(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_stock
    ADD CONSTRAINT catalog_stock_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_stock
    ADD CONSTRAINT catalog_stock_warehouse_id_own FOREIGN KEY (account_id, warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_storedimage
    ADD CONSTRAINT catalog_storedimage_account_id_6bd9fd71_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_tag
    ADD CONSTRAINT catalog_tag_account_id_3cc1a22b_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.catalog_tag
    ADD CONSTRAINT catalog_tag_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.catalog_warehouse
    ADD CONSTRAINT catalog_warehouse_account_id_0009a33a_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_account_id_7d4274bc_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_status_id_own FOREIGN KEY (account_id, status_id) REFERENCES public.clients_clientstatus(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.clients_clientextrafield
    ADD CONSTRAINT clients_clientextraf_account_id_d73b2af9_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clients_clientstatusgroup
    ADD CONSTRAINT clients_clientstatus_account_id_0709a8c2_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clients_clientstatus
    ADD CONSTRAINT clients_clientstatus_account_id_e5e2f527_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.clients_clientstatus
    ADD CONSTRAINT clients_clientstatus_group_id_own FOREIGN KEY (account_id, group_id) REFERENCES public.clients_clientstatusgroup(account_id, id) ON DELETE SET NULL (group_id) DEFERRABLE;
ALTER TABLE ONLY public.connect_codeattempt
    ADD CONSTRAINT connect_codeattempt_account_id_73c2e40b_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connect_connection_contractor_id_66c74385_fk_accounts_ FOREIGN KEY (contractor_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connect_connection_integration_id_supplier FOREIGN KEY (supplier_id, integration_id) REFERENCES public.connect_integration(account_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_connection
    ADD CONSTRAINT connect_connection_supplier_id_11947ff7_fk_accounts_account_id FOREIGN KEY (supplier_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_creditentry
    ADD CONSTRAINT connect_creditentry_connection_id_contractor FOREIGN KEY (contractor_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_creditentry
    ADD CONSTRAINT connect_creditentry_connection_id_supplier FOREIGN KEY (supplier_id, connection_id) REFERENCES public.connect_connection(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_forwardattempt
    ADD CONSTRAINT connect_forwardattem_account_id_10bd31e7_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_forwardrun
    ADD CONSTRAINT connect_forwardrun_account_id_f4eac087_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_forwardrunorder
    ADD CONSTRAINT connect_forwardrunor_account_id_c38c157d_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_forwardrunorder
    ADD CONSTRAINT connect_forwardrunorder_run_id_own FOREIGN KEY (account_id, run_id) REFERENCES public.connect_forwardrun(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_hold
    ADD CONSTRAINT connect_hold_connection_id_contractor FOREIGN KEY (contractor_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_hold
    ADD CONSTRAINT connect_hold_connection_id_supplier FOREIGN KEY (supplier_id, connection_id) REFERENCES public.connect_connection(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_importprofile
    ADD CONSTRAINT connect_importprofil_account_id_69d14b40_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_importprofile
    ADD CONSTRAINT connect_importprofile_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_importrow
    ADD CONSTRAINT connect_importrow_import_id_own FOREIGN KEY (account_id, import_id) REFERENCES public.connect_productimport(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_inquiry
    ADD CONSTRAINT connect_inquiry_contractor_id_61974f82_fk_accounts_account_id FOREIGN KEY (contractor_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_inquiry
    ADD CONSTRAINT connect_inquiry_supplier_id_22e0b76e_fk_accounts_account_id FOREIGN KEY (supplier_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_inquirymessage
    ADD CONSTRAINT connect_inquirymessage_inquiry_id_contractor FOREIGN KEY (contractor_id, inquiry_id) REFERENCES public.connect_inquiry(contractor_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_inquirymessage
    ADD CONSTRAINT connect_inquirymessage_inquiry_id_supplier FOREIGN KEY (supplier_id, inquiry_id) REFERENCES public.connect_inquiry(supplier_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_integration
    ADD CONSTRAINT connect_integration_account_id_998d287e_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_integration
    ADD CONSTRAINT connect_integration_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.connect_invitation
    ADD CONSTRAINT connect_invitation_account_id_63e41879_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_invitation
    ADD CONSTRAINT connect_invitation_integration_id_own FOREIGN KEY (account_id, integration_id) REFERENCES public.connect_integration(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_listing
    ADD CONSTRAINT connect_listing_account_id_c135ab68_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_listing
    ADD CONSTRAINT connect_listing_integration_id_own FOREIGN KEY (account_id, integration_id) REFERENCES public.connect_integration(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_listing
    ADD CONSTRAINT connect_listing_logo_id_own FOREIGN KEY (account_id, logo_id) REFERENCES public.catalog_storedimage(account_id, id) ON DELETE SET NULL (logo_id) DEFERRABLE;
ALTER TABLE ONLY public.connect_packagelink
    ADD CONSTRAINT connect_packagelink_contractor_id_77e2efe0_fk_accounts_ FOREIGN KEY (contractor_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_packagelink
    ADD CONSTRAINT connect_packagelink_sale_id_contractor FOREIGN KEY (contractor_id, sale_id) REFERENCES public.connect_sale(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_packagelink
    ADD CONSTRAINT connect_packagelink_sale_id_supplier FOREIGN KEY (supplier_id, sale_id) REFERENCES public.connect_sale(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_packagelink
    ADD CONSTRAINT connect_packagelink_supplier_id_185699c2_fk_accounts_account_id FOREIGN KEY (supplier_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_productimport
    ADD CONSTRAINT connect_productimpor_account_id_cbb63451_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_productimport
    ADD CONSTRAINT connect_productimport_inventory_id_own FOREIGN KEY (account_id, inventory_id) REFERENCES public.catalog_inventory(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_productimport
    ADD CONSTRAINT connect_productimport_profile_id_own FOREIGN KEY (account_id, profile_id) REFERENCES public.connect_importprofile(account_id, id) ON DELETE SET NULL (profile_id) DEFERRABLE;
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT connect_productlink_connection_id_contractor FOREIGN KEY (contractor_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT connect_productlink_connection_id_supplier FOREIGN KEY (supplier_id, connection_id) REFERENCES public.connect_connection(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT connect_productlink_contractor_id_214cf12c_fk_accounts_ FOREIGN KEY (contractor_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT connect_productlink_supplier_id_4b3bbcd6_fk_accounts_account_id FOREIGN KEY (supplier_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_sale
    ADD CONSTRAINT connect_sale_connection_id_contractor FOREIGN KEY (contractor_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_sale
    ADD CONSTRAINT connect_sale_connection_id_supplier FOREIGN KEY (supplier_id, connection_id) REFERENCES public.connect_connection(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_saleevent
    ADD CONSTRAINT connect_saleevent_sale_id_contractor FOREIGN KEY (contractor_id, sale_id) REFERENCES public.connect_sale(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_saleevent
    ADD CONSTRAINT connect_saleevent_sale_id_supplier FOREIGN KEY (supplier_id, sale_id) REFERENCES public.connect_sale(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_saleline
    ADD CONSTRAINT connect_saleline_sale_id_contractor FOREIGN KEY (contractor_id, sale_id) REFERENCES public.connect_sale(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_saleline
    ADD CONSTRAINT connect_saleline_sale_id_supplier FOREIGN KEY (supplier_id, sale_id) REFERENCES public.connect_sale(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_salerequest
    ADD CONSTRAINT connect_salerequest_sale_id_contractor FOREIGN KEY (contractor_id, sale_id) REFERENCES public.connect_sale(contractor_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_salerequest
    ADD CONSTRAINT connect_salerequest_sale_id_supplier FOREIGN KEY (supplier_id, sale_id) REFERENCES public.connect_sale(supplier_id, id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.connect_seenproduct
    ADD CONSTRAINT connect_seenproduct_profile_id_own FOREIGN KEY (account_id, profile_id) REFERENCES public.connect_importprofile(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_syncing
    ADD CONSTRAINT connect_syncing_connection_id_contractor FOREIGN KEY (contractor_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_syncing
    ADD CONSTRAINT connect_syncing_connection_id_supplier FOREIGN KEY (supplier_id, connection_id) REFERENCES public.connect_connection(supplier_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_syncing
    ADD CONSTRAINT connect_syncing_contractor_id_92205aae_fk_accounts_account_id FOREIGN KEY (contractor_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_syncing
    ADD CONSTRAINT connect_syncing_supplier_id_a297de13_fk_accounts_account_id FOREIGN KEY (supplier_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_account_id_dd786bcc_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_corrects_id_own FOREIGN KEY (account_id, corrects_id) REFERENCES public.documents_document(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_series_id_own FOREIGN KEY (account_id, series_id) REFERENCES public.documents_series(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.documents_documentfile
    ADD CONSTRAINT documents_documentfi_account_id_446211f7_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_documentfile
    ADD CONSTRAINT documents_documentfile_document_id_own FOREIGN KEY (account_id, document_id) REFERENCES public.documents_document(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.documents_documentline
    ADD CONSTRAINT documents_documentli_account_id_69f91ae2_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_documentline
    ADD CONSTRAINT documents_documentline_document_id_own FOREIGN KEY (account_id, document_id) REFERENCES public.documents_document(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.documents_series
    ADD CONSTRAINT documents_series_account_id_0b981b43_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_seriescounter
    ADD CONSTRAINT documents_seriescoun_account_id_f858b2f9_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_seriescounter
    ADD CONSTRAINT documents_seriescounter_series_id_own FOREIGN KEY (account_id, series_id) REFERENCES public.documents_series(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.connect_forwardattempt
    ADD CONSTRAINT forwardattempt_connection_own FOREIGN KEY (account_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_importprofile
    ADD CONSTRAINT importprofile_connection_own FOREIGN KEY (account_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_linkbatch
    ADD CONSTRAINT linkbatch_connection_own FOREIGN KEY (account_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.messaging_mail
    ADD CONSTRAINT messaging_mail_account_id_c027fe51_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.messaging_mailbox
    ADD CONSTRAINT messaging_mailbox_account_id_afaef7f2_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.orders_allocation
    ADD CONSTRAINT orders_allocation_line_id_own FOREIGN KEY (account_id, line_id) REFERENCES public.orders_orderline(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.orders_allocation
    ADD CONSTRAINT orders_allocation_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.orders_allocation
    ADD CONSTRAINT orders_allocation_warehouse_id_own FOREIGN KEY (account_id, warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_status_id_own FOREIGN KEY (account_id, status_id) REFERENCES public.orders_orderstatus(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.orders_orderextrafield
    ADD CONSTRAINT orders_orderextrafie_account_id_d51a61b9_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_order_id_own FOREIGN KEY (account_id, order_id) REFERENCES public.orders_order(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE SET NULL (product_id) DEFERRABLE;
ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_warehouse_id_own FOREIGN KEY (account_id, warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE SET NULL (warehouse_id) DEFERRABLE;
ALTER TABLE ONLY public.orders_orderpayment
    ADD CONSTRAINT orders_orderpayment_account_id_01e271de_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.orders_orderpayment
    ADD CONSTRAINT orders_orderpayment_order_id_own FOREIGN KEY (account_id, order_id) REFERENCES public.orders_order(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.orders_ordersource
    ADD CONSTRAINT orders_ordersource_account_id_f97535bf_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.orders_orderstatus
    ADD CONSTRAINT orders_orderstatus_account_id_10a6e763_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.orders_orderstatus
    ADD CONSTRAINT orders_orderstatus_group_id_own FOREIGN KEY (account_id, group_id) REFERENCES public.orders_orderstatusgroup(account_id, id) ON DELETE SET NULL (group_id) DEFERRABLE;
ALTER TABLE ONLY public.orders_orderstatusgroup
    ADD CONSTRAINT orders_orderstatusgr_account_id_acfec72c_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.connect_productimport
    ADD CONSTRAINT productimport_connection_own FOREIGN KEY (account_id, connection_id) REFERENCES public.connect_connection(contractor_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT productlink_product_id FOREIGN KEY (contractor_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.connect_productlink
    ADD CONSTRAINT productlink_supplier_product_id FOREIGN KEY (supplier_id, supplier_product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.returns_return
    ADD CONSTRAINT returns_return_account_id_dfa7c684_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_return
    ADD CONSTRAINT returns_return_order_id_own FOREIGN KEY (account_id, order_id) REFERENCES public.orders_order(account_id, id) ON DELETE SET NULL (order_id) DEFERRABLE;
ALTER TABLE ONLY public.returns_return
    ADD CONSTRAINT returns_return_status_id_own FOREIGN KEY (account_id, status_id) REFERENCES public.returns_returnstatus(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.returns_returnextrafield
    ADD CONSTRAINT returns_returnextraf_account_id_d42a9df8_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnjournalentry
    ADD CONSTRAINT returns_returnjourna_account_id_70f92b61_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_account_id_d9925c4f_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_order_line_id_own FOREIGN KEY (account_id, order_line_id) REFERENCES public.orders_orderline(account_id, id) ON DELETE SET NULL (order_line_id) DEFERRABLE;
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_parent_id_own FOREIGN KEY (account_id, parent_id) REFERENCES public.returns_return(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_product_id_own FOREIGN KEY (account_id, product_id) REFERENCES public.catalog_product(account_id, id) ON DELETE SET NULL (product_id) DEFERRABLE;
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_reason_id_own FOREIGN KEY (account_id, reason_id) REFERENCES public.returns_returnreason(account_id, id) ON DELETE SET NULL (reason_id) DEFERRABLE;
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_status_id_own FOREIGN KEY (account_id, status_id) REFERENCES public.returns_returnlinestatus(account_id, id) ON DELETE SET NULL (status_id) DEFERRABLE;
ALTER TABLE ONLY public.returns_returnline
    ADD CONSTRAINT returns_returnline_warehouse_id_own FOREIGN KEY (account_id, warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE SET NULL (warehouse_id) DEFERRABLE;
ALTER TABLE ONLY public.returns_returnlinestatus
    ADD CONSTRAINT returns_returnlinest_account_id_8d44eb91_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnreason
    ADD CONSTRAINT returns_returnreason_account_id_11191715_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnrefund
    ADD CONSTRAINT returns_returnrefund_account_id_daf4ddd3_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnrefund
    ADD CONSTRAINT returns_returnrefund_parent_id_own FOREIGN KEY (account_id, parent_id) REFERENCES public.returns_return(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.returns_returnstatus
    ADD CONSTRAINT returns_returnstatus_account_id_35873ff7_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnstatusgroup
    ADD CONSTRAINT returns_returnstatus_account_id_535949cf_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.returns_returnstatus
    ADD CONSTRAINT returns_returnstatus_group_id_own FOREIGN KEY (account_id, group_id) REFERENCES public.returns_returnstatusgroup(account_id, id) ON DELETE SET NULL (group_id) DEFERRABLE;
ALTER TABLE ONLY public.shipments_courieraccount
    ADD CONSTRAINT shipments_courieracc_account_id_aef12da4_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.shipments_issuednumber
    ADD CONSTRAINT shipments_issuednumb_account_id_af072df3_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.shipments_package
    ADD CONSTRAINT shipments_package_account_id_b10c87bb_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.shipments_package
    ADD CONSTRAINT shipments_package_courier_account_id_own FOREIGN KEY (account_id, courier_account_id) REFERENCES public.shipments_courieraccount(account_id, id) ON DELETE SET NULL (courier_account_id) DEFERRABLE;
ALTER TABLE ONLY public.shipments_package
    ADD CONSTRAINT shipments_package_order_id_own FOREIGN KEY (account_id, order_id) REFERENCES public.orders_order(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.shipments_packagelabel
    ADD CONSTRAINT shipments_packagelab_account_id_44833755_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.shipments_packagelabel
    ADD CONSTRAINT shipments_packagelabel_package_id_own FOREIGN KEY (account_id, package_id) REFERENCES public.shipments_package(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.shipments_packagepart
    ADD CONSTRAINT shipments_packagepar_account_id_9efa6c7a_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.shipments_packagepart
    ADD CONSTRAINT shipments_packagepart_package_id_own FOREIGN KEY (account_id, package_id) REFERENCES public.shipments_package(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.shipments_packagestatus
    ADD CONSTRAINT shipments_packagesta_account_id_5e2715df_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.shipments_packagestatus
    ADD CONSTRAINT shipments_packagestatus_package_id_own FOREIGN KEY (account_id, package_id) REFERENCES public.shipments_package(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.shipments_serialcounter
    ADD CONSTRAINT shipments_serialcoun_account_id_4a93d328_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_documentseries
    ADD CONSTRAINT warehousing_document_account_id_4af422e6_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_documentcounter
    ADD CONSTRAINT warehousing_document_account_id_cd20494f_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_documentcounter
    ADD CONSTRAINT warehousing_documentcounter_series_id_own FOREIGN KEY (account_id, series_id) REFERENCES public.warehousing_documentseries(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.warehousing_payer
    ADD CONSTRAINT warehousing_payer_account_id_87180855_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_place
    ADD CONSTRAINT warehousing_place_account_id_3a94ab2a_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_place
    ADD CONSTRAINT warehousing_place_place_type_id_own FOREIGN KEY (account_id, place_type_id) REFERENCES public.warehousing_placetype(account_id, id) ON DELETE SET NULL (place_type_id) DEFERRABLE;
ALTER TABLE ONLY public.warehousing_place
    ADD CONSTRAINT warehousing_place_rack_id_own FOREIGN KEY (account_id, rack_id) REFERENCES public.warehousing_rack(account_id, id) ON DELETE SET NULL (rack_id) DEFERRABLE;
ALTER TABLE ONLY public.warehousing_place
    ADD CONSTRAINT warehousing_place_warehouse_id_own FOREIGN KEY (account_id, warehouse_id) REFERENCES public.catalog_warehouse(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.warehousing_place
    ADD CONSTRAINT warehousing_place_zone_id_own FOREIGN KEY (account_id, zone_id) REFERENCES public.warehousing_zone(account_id, id) ON DELETE SET NULL (zone_id) DEFERRABLE;
ALTER TABLE ONLY public.warehousing_placetype
    ADD CONSTRAINT warehousing_placetyp_account_id_7277ef29_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_rack
    ADD CONSTRAINT warehousing_rack_account_id_10f991fa_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_rack
    ADD CONSTRAINT warehousing_rack_zone_id_own FOREIGN KEY (account_id, zone_id) REFERENCES public.warehousing_zone(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.warehousing_stockdocument
    ADD CONSTRAINT warehousing_stockdoc_account_id_c9b04127_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_stockdocument
    ADD CONSTRAINT warehousing_stockdocument_series_id_own FOREIGN KEY (account_id, series_id) REFERENCES public.warehousing_documentseries(account_id, id) ON DELETE RESTRICT DEFERRABLE;
ALTER TABLE ONLY public.warehousing_stockfile
    ADD CONSTRAINT warehousing_stockfil_account_id_5a944519_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_stockfile
    ADD CONSTRAINT warehousing_stockfile_document_id_own FOREIGN KEY (account_id, document_id) REFERENCES public.warehousing_stockdocument(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.warehousing_stockitem
    ADD CONSTRAINT warehousing_stockite_account_id_72193e40_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_stockitem
    ADD CONSTRAINT warehousing_stockitem_document_id_own FOREIGN KEY (account_id, document_id) REFERENCES public.warehousing_stockdocument(account_id, id) ON DELETE CASCADE DEFERRABLE;
ALTER TABLE ONLY public.warehousing_supplier
    ADD CONSTRAINT warehousing_supplier_account_id_1657501a_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.warehousing_zone
    ADD CONSTRAINT warehousing_zone_account_id_25f66ce3_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.accounts_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.accounts_apitoken ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.accounts_membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_bundleitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_category ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_currencyrate ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_extrafield ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_heldpiece ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_inventory ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_inventorypricegroup ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_inventorywarehouse ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_manufacturer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_price ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_pricegroup ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_product ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_productimage ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_productlog ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_producttag ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_stock ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_storedimage ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_tag ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.catalog_warehouse ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clients_client ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clients_clientextrafield ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clients_clientstatus ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clients_clientstatusgroup ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_codeattempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_connection ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_creditentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_forwardattempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_forwardrun ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_forwardrunorder ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_importprofile ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_importrow ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_inquiry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_inquirymessage ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_integration ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_linkbatch ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_listing ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_packagelink ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_productimport ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_productlink ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_sale ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_saleevent ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_saleline ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_salerequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_seenproduct ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.connect_syncing ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.core_calltally ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.core_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.core_keptanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.core_outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents_documentfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents_documentline ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents_seriescounter ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.messaging_mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.messaging_mailbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_allocation ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_journalentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_orderextrafield ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_orderline ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_orderpayment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_ordersource ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_orderstatus ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.orders_orderstatusgroup ENABLE ROW LEVEL SECURITY;
CREATE POLICY partner ON public.core_event FOR SELECT USING ((partner_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")));
ALTER TABLE public.returns_return ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnextrafield ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnjournalentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnline ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnlinestatus ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnreason ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnrefund ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnstatus ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.returns_returnstatusgroup ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.shipments_courieraccount ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.shipments_issuednumber ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.shipments_package ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.shipments_packagelabel ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.shipments_packagepart ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.shipments_packagestatus ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.shipments_serialcounter ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON public.accounts_account USING (((id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.accounts_apitoken USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.accounts_membership USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_bundleitem USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_category USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_currencyrate USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_extrafield USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_heldpiece USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_inventory USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_inventorypricegroup USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_inventorywarehouse USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_manufacturer USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_price USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_pricegroup USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_product USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_productimage USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_productlog USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_producttag USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_stock USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_storedimage USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_tag USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.catalog_warehouse USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.clients_client USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.clients_clientextrafield USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.clients_clientstatus USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.clients_clientstatusgroup USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_codeattempt USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_connection USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_creditentry USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_forwardattempt USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_forwardrun USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_forwardrunorder USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_hold USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_importprofile USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_importrow USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_inquiry USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_inquirymessage USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_integration USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_invitation USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_linkbatch USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_listing USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_packagelink USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_productimport USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_productlink USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_sale USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_saleevent USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_saleline USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_salerequest USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_seenproduct USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.connect_syncing USING (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((supplier_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (contractor_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.core_event USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.core_keptanswer USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.core_outbox USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.documents_document USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.documents_documentfile USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.documents_documentline USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.documents_series USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.documents_seriescounter USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.messaging_mail USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.messaging_mailbox USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_allocation USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_journalentry USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_order USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_orderextrafield USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_orderline USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_orderpayment USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_ordersource USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_orderstatus USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.orders_orderstatusgroup USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_return USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnextrafield USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnjournalentry USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnline USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnlinestatus USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnreason USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnrefund USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnstatus USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.returns_returnstatusgroup USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.shipments_courieraccount USING ((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif"))) WITH CHECK ((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")));
CREATE POLICY tenant ON public.shipments_issuednumber USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.shipments_package USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.shipments_packagelabel USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.shipments_packagepart USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.shipments_packagestatus USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.shipments_serialcounter USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_documentcounter USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_documentseries USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_payer USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_place USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_placetype USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_rack USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_stockdocument USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_stockfile USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_stockitem USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_supplier USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
CREATE POLICY tenant ON public.warehousing_zone USING (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif")))) WITH CHECK (((account_id = ( SELECT (NULLIF(current_setting('spinka.account'::text, true), ''::text))::bigint AS "nullif")) OR (account_id = ( SELECT (NULLIF(current_setting('spinka.partner'::text, true), ''::text))::bigint AS "nullif"))));
ALTER TABLE public.warehousing_documentcounter ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_documentseries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_payer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_place ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_placetype ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_rack ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_stockdocument ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_stockfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_stockitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_supplier ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.warehousing_zone ENABLE ROW LEVEL SECURITY;
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('accounts', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('accounts', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('accounts', '0003_door_of_accounts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('accounts', '0004_planned_door', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('accounts', '0005_unconfirmed', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('accounts', '0006_entry', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('contenttypes', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('contenttypes', '0002_remove_content_type_name', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0002_alter_permission_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0003_alter_user_email_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0004_alter_user_username_opts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0005_alter_user_last_login_null', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0006_require_contenttypes_0002', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0007_alter_validators_add_error_messages', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0008_alter_user_username_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0009_alter_user_last_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0010_alter_group_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0011_update_proxy_permissions', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('auth', '0012_alter_user_first_name_max_length', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0002_auto_20151217_2044', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0003_auto_20160322_0929', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0004_auto_20181024_1538', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0005_remove_accessattempt_trusted', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0006_remove_accesslog_trusted', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0007_alter_accessattempt_unique_together', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0008_accessfailurelog', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0009_add_session_hash', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('axes', '0010_accessattemptexpiration', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0003_details', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0004_sort_key_collation', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0005_statistics', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0006_lean_tables', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0007_dependent_price_groups', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0008_currency_rates', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('catalog', '0009_held_pieces', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('clients', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('clients', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('clients', '0003_defaults', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('orders', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('shipments', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('orders', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('shipments', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0003_names_and_numbers', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0004_shown_stock', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0005_package_links', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0006_most_shown_stock', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0007_lean_tables', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0008_planned_shown_stock', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0009_import_rows', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0010_holds', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0011_syncings', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0012_directory', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0013_link_batches', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0014_credit_rates', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0015_sale_requests', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0016_invitations', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('connect', '0017_several_catalogs', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0003_events_of_two_accounts', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0004_kept_answers', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0005_kept_answers_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0006_call_tallies', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0007_arrivals', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('core', '0008_sealed_answers', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('documents', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('documents', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('documents', '0003_default_series', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('documents', '0004_printing', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('documents', '0005_arrivals', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('documents', '0006_corrections_of_returns', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('documents', '0007_printing_unnamed', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('messaging', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('orders', '0003_public_lengths', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('orders', '0004_status_groups', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('orders', '0005_arrivals', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('orders', '0006_lean_tables', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('returns', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('returns', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('returns', '0003_defaults', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('returns', '0004_arrivals', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('sessions', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('shipments', '0003_couriers', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('shipments', '0004_couriers_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('shipments', '0005_couriers_stay_home', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('warehousing', '0001_initial', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('warehousing', '0002_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('warehousing', '0003_registers', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('warehousing', '0004_registers_walls', now());
INSERT INTO public.django_migrations (app, name, applied) VALUES ('warehousing', '0005_target_or_none', now());
