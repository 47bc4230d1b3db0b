"""What hangs on products: tags, images, bundle items; each written for many products at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from spinka.catalog import images, journal, log_types
from spinka.catalog.models import ProductImage
from spinka.core import clock

TAG_LENGTH = 200


def write_tags(*, account_id: int, tags: Mapping[int, Sequence[str]]) -> None:
    """Replace the tags of products; names nobody used yet become tags of the account."""
    if not tags:
        return
    names = sorted({name for wanted in tags.values() for name in wanted})
    pairs = [(product_id, name) for product_id, wanted in tags.items() for name in dict.fromkeys(wanted)]
    with connection.cursor() as cursor:
        if names:
            cursor.execute(
                """
                insert into catalog_tag (account_id, name)
                select %s, n from unnest(%s::text[]) as n
                where not exists (select 1 from catalog_tag t where t.account_id = %s and t.name = n)
                order by n on conflict (account_id, name) do nothing
                """,
                [account_id, names, account_id],
            )
        cursor.execute(
            """
            with wanted as materialized (
                select w.product_id, t.id as tag_id
                from unnest(%s::bigint[], %s::text[]) as w (product_id, name)
                join catalog_tag t on t.account_id = %s and t.name = w.name
            ), gone as (
                delete from catalog_producttag p
                where p.account_id = %s and p.product_id = any(%s::bigint[])
                  and (p.product_id, p.tag_id) not in (select product_id, tag_id from wanted)
            )
            insert into catalog_producttag (account_id, product_id, tag_id)
            select %s, product_id, tag_id from wanted order by 2, 3 on conflict (product_id, tag_id) do nothing
            """,
            [
                [pair[0] for pair in pairs],
                [pair[1] for pair in pairs],
                account_id,
                account_id,
                list(tags),
                account_id,
            ],
        )


def write_bundles(*, account_id: int, bundles: Mapping[int, Mapping[int, int]]) -> list[journal.Entry]:
    """Replace what bundles hold; gives the log entries of what changed."""
    if not bundles:
        return []
    rows = [
        (bundle_id, product_id, quantity)
        for bundle_id, wanted in bundles.items()
        for product_id, quantity in wanted.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with wanted as materialized (
                select * from unnest(%s::bigint[], %s::bigint[], %s::int[]) as w (bundle_id, product_id, quantity)
            ), before as materialized (
                select b.bundle_id, b.product_id, b.quantity from catalog_bundleitem b
                where b.account_id = %s and b.bundle_id = any(%s::bigint[])
            ), gone as (
                delete from catalog_bundleitem b
                where b.account_id = %s and b.bundle_id = any(%s::bigint[])
                  and (b.bundle_id, b.product_id) not in (select bundle_id, product_id from wanted)
            ), written as (
                insert into catalog_bundleitem (account_id, bundle_id, product_id, quantity)
                select %s, bundle_id, product_id, quantity from wanted order by 2, 3
                on conflict (bundle_id, product_id) do update set quantity = excluded.quantity
                where catalog_bundleitem.quantity is distinct from excluded.quantity
            )
            select coalesce(w.bundle_id, b.bundle_id), coalesce(w.product_id, b.product_id),
                   coalesce(b.quantity, 0), coalesce(w.quantity, 0)
            from wanted w full join before b on b.bundle_id = w.bundle_id and b.product_id = w.product_id
            where w.quantity is distinct from b.quantity
            """,
            [
                [row[0] for row in rows],
                [row[1] for row in rows],
                [row[2] for row in rows],
                account_id,
                list(bundles),
                account_id,
                list(bundles),
                account_id,
            ],
        )
        return [
            journal.Entry(bundle_id, log_types.BUNDLE, str(product_id), str(old or ""), str(new or ""))
            for bundle_id, product_id, old, new in cursor.fetchall()
        ]


def known_pictures(*, account_id: int, texts: Iterable[str]) -> dict[str, images.Kept | None]:
    """What own signed addresses among these show, by address; None for one that shows no picture of the account.

    A program sends back what it read: the picture becomes the product's own, so nothing depends on the row it came
    from. A partner's address is not here: it stays as it is, as on import, and dies with its connection (R43).
    """
    read = {text: images.local_address(text) for text in texts}
    own = {
        text: address
        for text, address in read.items()
        if address is not None and (address.account_id == account_id or not address.connection_id)
    }
    if not own:
        return {}
    ids = {address.image_id for address in own.values() if address.account_id == account_id}
    rows = ProductImage.objects.for_account(account_id).filter(pk__in=ids)
    found = {row.pk: images.Kept(row.url, row.image_id) for row in rows}
    return {
        text: found.get(address.image_id) if address.account_id == account_id and not address.is_logo else None
        for text, address in own.items()
    }


def write_images(*, account_id: int, wanted: Mapping[int, Mapping[int, images.Given | None]]) -> list[journal.Entry]:
    """Set images of products by position, None removes one; gives the log entries of what changed (R43: no fetching)."""
    rows: list[tuple[int, int, str, str | int | None]] = []
    gone: list[tuple[int, int]] = []
    uploads: dict[str, images.Raster] = {}
    for product_id, positions in wanted.items():
        for position, given in positions.items():
            if given is None:
                gone.append((product_id, position))
            elif isinstance(given, images.Raster):
                uploads[given.sha256] = given
                rows.append((product_id, position, "", given.sha256))
            elif isinstance(given, images.Kept):
                rows.append((product_id, position, given.url, given.stored_id))
            else:
                rows.append((product_id, position, given, None))
    if not rows and not gone:
        return []
    stored = store_images(account_id=account_id, rasters=list(uploads.values()))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with wanted as materialized (
                select w.*, coalesce(b.url, '') as old, b.product_id is null or b.url <> w.url
                    or (w.url = '' and b.image_id is distinct from w.image_id) as is_changed
                from unnest(%s::bigint[], %s::int[], %s::text[], %s::bigint[]) as w (product_id, place, url, image_id)
                left join catalog_productimage b
                    on b.account_id + 0 = %s and b.product_id = w.product_id and b.position = w.place
            ), removed as (
                delete from catalog_productimage i using unnest(%s::bigint[], %s::int[]) as g (product_id, place)
                where i.account_id = %s and i.product_id = g.product_id and i.position = g.place
                returning i.product_id, i.position as place, i.url
            ), written as (
                insert into catalog_productimage (account_id, product_id, position, url, image_id, fetch_error)
                select %s, w.product_id, w.place, w.url, w.image_id, '' from wanted w where w.is_changed order by 2, 3
                on conflict (product_id, position)
                do update set url = excluded.url, image_id = excluded.image_id, fetch_error = ''
            )
            select product_id, place, old, url from wanted where is_changed
            union all
            select product_id, place, url, '' from removed order by 1, 2
            """,
            [
                [row[0] for row in rows],
                [row[1] for row in rows],
                [row[2] for row in rows],
                [stored[row[3]] if isinstance(row[3], str) else row[3] for row in rows],
                account_id,
                [pair[0] for pair in gone],
                [pair[1] for pair in gone],
                account_id,
                account_id,
            ],
        )
        return [
            journal.Entry(product_id, log_types.GALLERY, str(place), old, new)
            for product_id, place, old, new in cursor.fetchall()
        ]


def store_images(*, account_id: int, rasters: Sequence[images.Raster]) -> dict[str, int]:
    """Keep images once per content (R43); ids by sha256."""
    out: dict[str, int] = {}
    with connection.cursor() as cursor:
        for raster in rasters:
            values: list[Any] = [account_id, raster.sha256, raster.media_type, raster.width, raster.height]
            cursor.execute(
                """
                insert into catalog_storedimage
                    (account_id, sha256, media_type, width, height, content, thumbnail, created_at)
                values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (account_id, sha256) do update
                set sha256 = excluded.sha256 returning id
                """,
                [*values, raster.content, raster.thumbnail, clock.now()],
            )
            out[raster.sha256] = int(cursor.fetchone()[0])
    return out
