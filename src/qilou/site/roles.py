"""The three roles of a database and what each may do.

`qilou_owner` owns everything and signs in nowhere; `qilou_migrator` signs in for `qilou migrate` alone and acts as the
owner; `qilou_app` reads and writes rows and can become neither. The ledger's own migration takes more away from it.
"""

from typing import Any

import psycopg
from psycopg import sql

OWNER, MIGRATOR, APP = "qilou_owner", "qilou_migrator", "qilou_app"
EXTENSIONS = ("btree_gist", "pg_trgm")

ROLES = f"""\
DO $$ BEGIN
    IF to_regrole('{OWNER}') IS NULL THEN CREATE ROLE {OWNER} NOLOGIN; END IF;
    IF to_regrole('{MIGRATOR}') IS NULL THEN CREATE ROLE {MIGRATOR} LOGIN NOINHERIT; END IF;
    IF to_regrole('{APP}') IS NULL THEN CREATE ROLE {APP} LOGIN; END IF;
END $$;
GRANT {OWNER} TO {MIGRATOR};
"""

PRIVILEGES = f"""\
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP};
ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP};
"""


def create_roles(connection: psycopg.Connection[Any]) -> None:
    connection.execute(ROLES)


def all_exist(connection: psycopg.Connection[Any]) -> bool:
    found = connection.execute("SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)", [[OWNER, MIGRATOR, APP]])
    return found.fetchone() == (3,)


def exists(connection: psycopg.Connection[Any], database: str) -> bool:
    found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database])
    return found.fetchone() is not None


def create_database(connection: psycopg.Connection[Any], database: str, *, template: str = "template0") -> None:
    """An empty database of the owner's, or a copy of a template; only the two sign-ins may connect to it."""
    name, source = sql.Identifier(database), sql.Identifier(template)
    copied = sql.SQL(" STRATEGY FILE_COPY") if template != "template0" else sql.SQL("")
    owner = sql.Identifier(OWNER)
    connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}{}").format(name, owner, source, copied))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in (MIGRATOR, APP):
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role)))


def drop_database(connection: psycopg.Connection[Any], database: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def furnish(connection: psycopg.Connection[Any]) -> None:
    """Inside a new database: the extensions, and what `qilou_app` may do with tables still to come."""
    for extension in EXTENSIONS:
        connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    connection.execute(PRIVILEGES)


def for_administrators() -> str:
    """What an administrator runs once on a server of the city's own; passwords are then set by `\\password`."""
    extensions = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};\n" for name in EXTENSIONS)
    return (
        f"{ROLES}CREATE DATABASE qilou OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8';\n"
        f"REVOKE ALL ON DATABASE qilou FROM PUBLIC;\nGRANT CONNECT ON DATABASE qilou TO {MIGRATOR}, {APP};\n"
        f"\\connect qilou\n{extensions}{PRIVILEGES}"
    )
