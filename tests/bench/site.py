"""The site as it is deployed, and people who use it: waitress in a process of its own, spoken to over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils.crypto import get_random_string

from branches.models import User

HOST = "127.0.0.1"
THREADS = 8
SECONDS_TO_START, SECONDS_TO_ANSWER = 60, 300
# waitress as from the command line, without a line for every request that waits its turn
START = "import logging, waitress.runner as r; logging.getLogger('waitress').setLevel('ERROR'); r.run()"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@contextmanager
def served(today: date) -> Iterator[int]:
    """The port of the site, on this process's PostgreSQL database, pretending that it is `today`."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-c", START, f"--listen={HOST}:{port}", f"--threads={THREADS}"]
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "TODAY": today.isoformat(),
    }
    process = subprocess.Popen(
        [*command, "partybuild.wsgi:application"], cwd=settings.BASE_DIR, env=environment, stdout=sys.stderr
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def database_url() -> str:
    """The database that this process uses, which in tests is not the one in the environment."""
    known = connection.settings_dict
    who = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
    return f"postgres://{who}@/{known['NAME']}?" + urlencode({"host": known["HOST"]})


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Until the site accepts connections; RuntimeError when it ends or does not start."""
    for _ in range(SECONDS_TO_START * 10):
        if process.poll() is not None:
            raise RuntimeError(f"the site ended with status {process.returncode}")
        with socket.socket() as door:
            if door.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the site did not start within {SECONDS_TO_START} s")


@dataclass(frozen=True)
class Answer:
    """`target` is where a redirect leads, `ms` how long the whole answer took to arrive."""

    status: int
    body: bytes
    target: str
    ms: float


class Visitor:
    """A signed-in browser with one connection to the site. Not to be shared between threads at once."""

    def __init__(self, port: int, user: User):
        client, secret = Client(), get_random_string(32)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.connection = HTTPConnection(HOST, port, timeout=SECONDS_TO_ANSWER)
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}",
            "X-CSRFToken": secret,
        }

    def get(self, url: str) -> Answer:
        return self.ask("GET", url)

    def post(self, url: str, body: str, kind: str = FORM) -> Answer:
        return self.ask("POST", url, body, {"Content-Type": kind})

    def ask(self, method: str, url: str, body: str | None = None, more: dict | None = None) -> Answer:
        started = time.perf_counter()
        self.connection.request(method, url, body, self.headers | (more or {}))
        response = self.connection.getresponse()
        read = response.read()
        taken = (time.perf_counter() - started) * 1000
        return Answer(response.status, read, response.headers.get("Location", ""), taken)

    def close(self) -> None:
        self.connection.close()
