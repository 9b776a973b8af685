"""`python -m tests.channels.soak --events 5000 --kills 30` (`scripts/soak`) tells what became of every event."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from app.benchmark.postgres import start_server
from app.settings import Settings
from app.store.database import migrate_store

from .judge import Report
from .run import Plan, run


def run_on_postgres(plan: Plan) -> Report:
    """Run a plan on a PostgreSQL of its own, which is deleted afterwards."""
    with start_server() as server, server.lend("soak") as url, tempfile.TemporaryDirectory() as folder:
        migrate_store(Settings(data_dir=Path(folder), database_url=url))  # type: ignore[arg-type]
        return run(
            Plan(plan.events, plan.kills, plan.processes, plan.failing, plan.seed, {"SHOUHOU_DATABASE_URL": url})
        )


def main() -> None:
    """Run as the command line says, and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL out of a wheel; left out: SQLite")
    parser.add_argument("--processes", type=int, default=1)
    given = parser.parse_args()
    plan = Plan(given.events, given.kills, given.processes, seed=given.seed)
    print((run_on_postgres if given.postgres else run)(plan))


if __name__ == "__main__":
    main()
