"""The operator's commands: serve, demo, migrate, database, assets, messages."""

import argparse
import logging
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from qilou.site import archive, assets, database, places, roles
from qilou.site.embedded import SUPERUSER, DatabaseTrouble, shipped_binaries

log = logging.getLogger("qilou.duties")


def register(commands: Any) -> None:
    demo = commands.add_parser("demo", help="a small city in the browser: prepare, load on first use, serve")
    demo.add_argument("--reset", action="store_true", help="throw the demo city away first")
    _address(demo)
    demo.set_defaults(run=run_demo)

    serve = commands.add_parser("serve", help="serve the application")
    _address(serve)
    serve.set_defaults(run=run_serve, database=True)

    duties = commands.add_parser("duties", help="do once what the platform does by itself: expiries, warnings")
    duties.set_defaults(run=run_duties, database=True)

    migrate = commands.add_parser("migrate", help="bring the tables up to date")
    migrate.set_defaults(run=run_migrate, database=True)

    build = commands.add_parser("assets", help="build and collect style sheets, scripts and icons")
    build.set_defaults(run=run_assets, bare=True)

    words = commands.add_parser("messages", help="catalogues of page words")
    words.add_argument("action", choices=["compile", "extract"])
    words.set_defaults(run=run_messages, bare=True)

    _register_database(commands)
    _register_keeping(commands)


def _register_keeping(commands: Any) -> None:
    backup = commands.add_parser("backup", help="save database and stored files, look at what is saved")
    todo = ["make", "files", "list", "check"]
    backup.add_argument("action", nargs="?", default="make", choices=todo, help="make is meant; files: those alone")
    backup.add_argument("--into", type=Path, default=os.environ.get("QILOU_BACKUPS"), help="or QILOU_BACKUPS")
    backup.add_argument("--keep", type=int, default=int(os.environ.get("QILOU_BACKUPS_KEPT", "7")))
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser("restore", help="a city as it was at a moment, in a new folder")
    restore.add_argument("into", type=Path, help="a new folder, then named by QILOU_VAR")
    restore.add_argument("--to", help="2026-11-27T09:30:00+08:00; head: when that was sealed; without it, the latest")
    restore.add_argument(
        "--head", type=Path, metavar="FILE", help="a head kept outside: prove that the record holds it"
    )
    restore.add_argument("--from", dest="backups", type=Path, default=os.environ.get("QILOU_BACKUPS"))
    restore.add_argument("--archive", type=Path, default=places.archive())
    restore.set_defaults(run=run_restore)


def _register_database(commands: Any) -> None:
    parser = commands.add_parser("database", help="the database server")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for name, function, told in [
        ("start", run_start, "start the embedded server and let it run"),
        ("stop", run_stop, "stop the embedded server"),
        ("status", run_status, "say where the database is and whether it runs"),
        ("shell", run_shell, "open psql as a role"),
        ("roles", run_roles, "print what an administrator runs on a server of your own"),
        ("archiving", run_archiving, "print the settings with which a server of your own archives"),
    ]:
        action = actions.add_parser(name, help=told)
        action.set_defaults(run=function, bare=True)
        if name == "shell":
            action.add_argument("--role", default=roles.APP, choices=[roles.APP, roles.MIGRATOR, SUPERUSER])
            action.set_defaults(database=True, bare=False)


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("QILOU_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("QILOU_PORT", "8000")))
    parser.add_argument("--processes", type=int, default=int(os.environ.get("QILOU_PROCESSES", "2")))


def run_migrate(arguments: argparse.Namespace) -> None:
    from qilou.ledger.sealer import set_up

    database.migrate(database.migrator_url())
    set_up()


def run_serve(arguments: argparse.Namespace) -> None:
    from qilou.site import city, serve

    serve.count_together()
    city.enter()
    serve.serve(arguments.host, arguments.port, processes=arguments.processes)


def run_duties(arguments: argparse.Namespace) -> None:
    from qilou.casework.duties import count_acts, do_duties
    from qilou.kernel.moment import now
    from qilou.site import city
    from qilou.site.acts import watched

    city.enter()
    with watched() as done:
        for name, number in do_duties(now()).items():
            print(f"{name}: {number}")
    count_acts(act.name for act in done)
    for act in done:
        log.info("act %s event %s", act.name, act.event)


def run_demo(arguments: argparse.Namespace) -> None:
    from qilou.site import city, serve

    serve.count_together()
    if arguments.reset:
        city.refuse_in_use()
    with database.running():
        city.demonstrate(arguments.host, arguments.port, processes=arguments.processes, reset=arguments.reset)


def run_assets(arguments: argparse.Namespace) -> int:
    print("- front-end assets", flush=True)
    try:
        assets.build()
    except assets.AssetTrouble as trouble:
        print(f"qilou: {trouble}", file=sys.stderr)
        return 1
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    return 0


def run_messages(arguments: argparse.Namespace) -> None:
    from qilou.site import messages

    if arguments.action == "compile":
        messages.compile_all()
        return
    for module in messages.modules():
        written = messages.write(module)
        if written:
            print(written.relative_to(places.CHECKOUT))


def run_start(arguments: argparse.Namespace) -> None:
    server = database.embedded()
    server.start()
    server.stay(True)
    database.prepare()
    print(database.app_url())


def run_stop(arguments: argparse.Namespace) -> None:
    server = database.embedded()
    server.stay(False)
    server.stop()


def run_status(arguments: argparse.Namespace) -> int:
    if database.external_url():
        print("a server of your own, named by QILOU_DATABASE_URL")
        return 0
    server = database.embedded()
    running = server.running()
    print(f"embedded, {'running' if running else 'stopped'}, data in {server.data}, socket in {server.sockets}")
    return 0 if running else 3


def run_shell(arguments: argparse.Namespace) -> int:
    url = database.external_url() or database.embedded().url(arguments.role, database.NAME)
    program = "psql" if database.external_url() else str(database.embedded().binaries / "psql")
    return subprocess.run([program, url]).returncode


def run_roles(arguments: argparse.Namespace) -> None:
    print(roles.for_administrators(), end="")


def run_archiving(arguments: argparse.Namespace) -> int:
    folder = places.archive()
    if folder is None:
        print("qilou: name the folder in QILOU_ARCHIVE.", file=sys.stderr)
        return 1
    print(archive.writing(folder), end="")
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from qilou.site import backup

    into = _named(arguments.into)
    files = Path(settings.MEDIA_ROOT)
    if arguments.action == "list":
        for one in backup.backups(into):
            print(f"{one.name}  database {one.database_bytes} bytes, {one.files} files of {one.files_bytes} bytes")
        return 0
    if arguments.action == "files":
        with backup.alone(into):
            print(f"{backup.copy_files(files, into / 'files')} files copied")
        return 0
    if arguments.action == "check":
        binaries = shipped_binaries()
        wrong = [
            f"{one.name}: {what}" for one in backup.backups(into) for what in backup.check(into, one.name, binaries)
        ]
        print("\n".join(wrong) or "every backup is whole")
        return 1 if wrong else 0
    with database.running():
        made = backup.make(database.source_of_backups(files), into)
    backup.keep_newest(into, max(1, arguments.keep), places.archive())
    print(f"{made.name}: database {made.database_bytes} bytes, {made.files} files of {made.files_bytes} bytes")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    from qilou.kernel.moment import CITY_TIME
    from qilou.site import proof, restore

    head = arguments.head.read_text(encoding="utf-8") if arguments.head else ""
    if arguments.to == "head":
        to: datetime | None = proof.named_head(head).sealed_at + proof.AFTER_SEALING
    else:
        to = datetime.fromisoformat(arguments.to) if arguments.to else None
    if to is not None and to.tzinfo is None:
        to = to.replace(tzinfo=CITY_TIME)
    into = arguments.into.absolute()
    back = restore.restore(into, backups=_named(arguments.backups), archived=arguments.archive, to=to, head=head)
    print(f"{back.backup} and the archive after it, in {back.seconds:.1f} s: {back.acts} acts, last at {back.last_act}")
    if back.proof:
        print(back.proof)
    if back.missing_files:
        print(
            f"{len(back.missing_files)} stored files are in no backup: {', '.join(back.missing_files)}", file=sys.stderr
        )
    print(f"Put the ledger's key there from your safe, then look at it with QILOU_VAR={into} qilou serve")
    return 1 if back.missing_files or (back.proof and back.proof.lost) else 0


def _named(folder: Path | str | None) -> Path:
    if folder is None:
        raise DatabaseTrouble("Name the folder of the backups, on another disk than the data's, in QILOU_BACKUPS.")
    return Path(folder).absolute()
