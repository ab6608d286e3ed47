"""A real PostgreSQL server for a course's gradebook."""

import contextlib
import os
import shutil
import socket
import subprocess
from pathlib import Path

from support import programs


def quietly(*command):
    """Run one of PostgreSQL's programs; it fails where the program fails."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port():
    """A port of this machine that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextlib.contextmanager
def postgresql(course):
    """A course whose gradebook is in a real PostgreSQL server; yields the words that control it."""
    tools = Path(programs.find("postgresql")).resolve().parent
    home, port, as_user = Path("/tmp") / f"hardway-pg-{os.getpid()}", free_port(), []
    home.mkdir(mode=0o755)
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(home, "nobody")
        as_user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    data, teacher = home / "data", ("-U", "teacher")
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [*as_user, tools / "pg_ctl", "-D", data, "-w", "-o", options, "-l", home / "log"]
    try:
        quietly(*as_user, tools / "initdb", "-D", data, *teacher, "-A", "trust", "--no-sync")
        quietly(*control, "start")
        quietly(tools / "createdb", "-h", "127.0.0.1", "-p", str(port), *teacher, "grades")
        address = f"postgresql+psycopg2://teacher@127.0.0.1:{port}/grades"
        with open(course / "nbgrader_config.py", "a") as file:
            file.write(f"c.CourseDirectory.db_url = {address!r}\n")
        yield control
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], capture_output=True, cwd="/")
        shutil.rmtree(home, ignore_errors=True)
