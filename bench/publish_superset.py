"""Apache Superset on the published file, while new publications come.

    python -m bench.publish_superset FOLDER

Makes an environment of Superset's own in FOLDER (its SQLAlchemy 1.4 does not go with
Pactwatch's 2.0), starts it there on loopback, connects it to a warehouse of invented
agreements and asks it for their number while new publications come. Ends with an
error where an answer is missing or old. The first time takes some minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from etl.publish import publish
from etl.publish.versions import DATABASE
from etl.warehouse import Warehouse
from tests.publish.synthetic import write_build_file

# Superset 6.1 does not name rich and cachetools, which it needs, and does not work with flask-caching 2.4.
REQUIREMENTS = (
    "apache-superset==6.1.0",
    "flask-caching<2.4",
    "rich",
    "cachetools",
    "duckdb-engine==0.17.0",
    "duckdb>=1.5,<1.6",
)
PORT = 8188
ADDRESS = f"http://127.0.0.1:{PORT}"
CONFIG = """
SECRET_KEY = "only for this machine and this try"
SQLALCHEMY_DATABASE_URI = "sqlite:///{folder}/superset.db"
TALISMAN_ENABLED = False
WTF_CSRF_ENABLED = False
"""
PUBLICATIONS = 5


def install(folder: Path) -> dict[str, str]:
    """Make the environment where it is not there yet; return the variables Superset needs."""
    variables = os.environ | {
        "SUPERSET_CONFIG_PATH": str(folder / "superset_config.py"), "SUPERSET_HOME": str(folder),
        "FLASK_APP": "superset.app:create_app()",
    }  # fmt: skip
    variables.pop("PYTHONPATH", None)
    if (folder / "superset.db").exists():
        return variables
    venv.create(folder / "venv", with_pip=True)
    (folder / "superset_config.py").write_text(CONFIG.format(folder=folder))
    subprocess.run([folder / "venv/bin/pip", "install", "--quiet", *REQUIREMENTS], check=True)
    admin = ("--username", "admin", "--password", "admin", "--firstname", "A", "--lastname", "B", "--email", "a@b.test")
    for command in (("db", "upgrade"), ("fab", "create-admin", *admin), ("init",)):
        subprocess.run([folder / "venv/bin/superset", *command], env=variables, check=True, capture_output=True)
    return variables


def ask(path: str, body: dict[str, Any] | None = None, token: str = "") -> dict[str, Any]:
    """One call of Superset's REST interface."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(ADDRESS + path, data, headers), timeout=120) as answer:
        told = answer.read()
    return json.loads(told) if told.startswith(b"{") else {}


def wait_until_up(seconds: int = 240) -> None:
    """Superset takes its time to start."""
    for _ in range(seconds):
        try:
            ask("/health")
        except (URLError, ConnectionError):
            time.sleep(1)
        else:
            return
    raise SystemExit("Superset did not start")


def connect(warehouse: Warehouse) -> tuple[str, int]:
    """Log in, and add the published file as a read-only database; return the token and the database's id."""
    login = {"username": "admin", "password": "admin", "provider": "db", "refresh": False}
    token = ask("/api/v1/security/login", login)["access_token"]
    extra = {"engine_params": {"connect_args": {"read_only": True}}}
    address = f"duckdb:///{warehouse.published / DATABASE}"
    database = {
        "database_name": f"Pactwatch {time.time():.0f}", "sqlalchemy_uri": address,
        "expose_in_sqllab": True, "extra": json.dumps(extra),
    }  # fmt: skip
    return token, ask("/api/v1/database/", database, token)["id"]


def main(folder: Path) -> None:
    """Ask before and after each publication."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    variables = install(folder)
    warehouse = Warehouse(folder / "warehouse")
    write_build_file(warehouse.build_file, agreements=20)
    publish(warehouse, "run-0", "0.1.0", "v1")
    command = [folder / "venv/bin/superset", "run", "--host", "127.0.0.1", "--port", str(PORT)]
    with (folder / "superset.log").open("w") as log:
        server = subprocess.Popen(command, env=variables, stdout=log, stderr=log)
    try:
        wait_until_up()
        token, database = connect(warehouse)
        question = {"database_id": database, "sql": "SELECT count(*) AS n FROM marts.agreements", "runAsync": False}
        for number in range(PUBLICATIONS):
            count = 20 + number
            write_build_file(warehouse.build_file, agreements=count)
            publish(warehouse, f"run-{number}", "0.1.0", "v1")
            answer = ask("/api/v1/sqllab/execute/", question, token)["data"]
            if answer != [{"n": count}]:
                raise SystemExit(f"Superset says {answer}, published are {count} agreements")
            print(f"publication {number}: Superset sees {count} agreements")
        tables = ask(f"/api/v1/database/{database}/tables/?q=(schema_name:marts)", token=token)["result"]
        print(f"Superset lists {len(tables)} tables of marts")
    finally:
        server.terminate()
        server.wait(30)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
