"""`make bench`: a throw-away cluster with default durability, and figures beside the bare database's."""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import django

from spinka.ops.cluster import APPLICATION, OWNER, Cluster


def main() -> int:
    """Measure and print; exit 1 when the data break a rule afterwards."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--products", type=int, default=20_000, help="products written, imported, changed and read")
    parser.add_argument("--rounds", type=int, default=2, help="how often every product's stock and price is set")
    parser.add_argument("--singles", type=int, default=800, help="products made one a call; twice as many read so")
    parser.add_argument("--only", choices=["catalog"], default="", help="leave orders out")
    parser.add_argument("--orders", type=int, default=1_600, help="orders placed and forwarded")
    parser.add_argument("--clients", type=int, default=16, help="clients at once")
    parser.add_argument("--contractors", type=int, default=4, help="contractors the orders come from")
    arguments = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="spinka-bench-"))
    cluster = Cluster(home)
    try:
        cluster.join()
        os.environ["DATABASE_URL"] = cluster.dsn(APPLICATION)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
        os.environ["SPINKA_PREPARE"] = "1"
        os.environ["SPINKA_SECRET_KEY"] = cluster.secrets["secret_key"]
        (home / "static").mkdir()
        os.environ["SPINKA_STATIC"] = str(home / "static")
        django.setup()
        return _measure(cluster, arguments)
    finally:
        cluster.leave()
        note = home / "data_folder"
        if note.exists():
            shutil.rmtree(Path(note.read_text().strip()).parent, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def _measure(cluster: Cluster, arguments: argparse.Namespace) -> int:
    import psycopg  # noqa: PLC0415 (the settings are ready only now)

    from spinka.ops import check, database  # noqa: PLC0415
    from spinka.ops.bench.bare import Bare  # noqa: PLC0415
    from spinka.ops.bench.catalog import measure_catalog  # noqa: PLC0415
    from spinka.ops.bench.figures import Figure  # noqa: PLC0415
    from spinka.ops.bench.trade import measure_trade  # noqa: PLC0415

    owner = cluster.dsn(OWNER)
    database.migrate(owner, APPLICATION)
    started = time.monotonic()
    with psycopg.connect(owner) as connection:
        durability = ", ".join(
            f"{name} {connection.execute(f'show {name}').fetchone()[0]}"  # type: ignore[index]
            for name in ("server_version", "fsync", "synchronous_commit", "full_page_writes")
        )
    print(f"PostgreSQL {durability}; {os.cpu_count()} processors", flush=True)
    bare = Bare(owner)
    for part in measure_catalog(bare, arguments.products, arguments.rounds, arguments.contractors, arguments.singles):
        if isinstance(part, Figure):
            print(part.text(), flush=True)
        elif arguments.only != "catalog":
            for figure in measure_trade(bare, part, arguments.orders, arguments.clients):
                print(figure.text(), flush=True)
    with psycopg.connect(owner) as connection:
        connection.read_only = True
        report = check.inspect_everything(connection.cursor())
    for finding in report.findings:
        if finding.rows and finding.invariant.fails:
            print(f"BROKEN {finding.invariant.sentence}: {len(finding.rows)} rows")
    print(
        f"{'every rule holds afterwards' if report.is_sound else 'rules are broken'}; {time.monotonic() - started:.0f} s"
    )
    return 0 if report.is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
