"""A private RabbitMQ node: own name, own ports, own epmd, own folder. Debian's package or Homebrew's, 3.10 and later.

with RabbitMQ() as broker:
    connect(broker.url)             # or broker.new_vhost() for an empty place of one's own
    broker.kill()                   # SIGKILL; broker.restart() brings it back on the same port with the same data
"""

import base64
import itertools
import json
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.engines.engine import Engine, NotInstalled, free_port

# Debian's program on PATH is a wrapper for root and the user rabbitmq only; the real one serves anybody.
PLACES = (
    "/usr/lib/rabbitmq/bin/rabbitmq-server",
    "/opt/homebrew/sbin/rabbitmq-server",
    "/usr/local/sbin/rabbitmq-server",
)

# RabbitMQ writes the name of a new quorum queue to disk up to half a second after it has confirmed the declaration, and
# even messages in it. Killed before that, 3.10 comes back with an empty queue of that name which never finds a leader:
# every publish and consume hangs. So: seconds from the first declaration of a queue until the node may be killed.
QUEUE_SETTLED = 1.5


def find_program() -> str:
    """The path of rabbitmq-server. Raises NotInstalled."""
    for place in PLACES:
        if os.access(place, os.X_OK):
            return place
    found = shutil.which("rabbitmq-server")
    if found is None:
        raise NotInstalled("no rabbitmq-server on this machine (Debian: apt install rabbitmq-server)")
    return found


class RabbitMQ(Engine):
    """One node with the management API; user and password `guest`."""

    name = "rabbitmq"

    def __init__(self) -> None:
        self.program = find_program()
        super().__init__()
        self.port, self.console_port, self._peer_port, self._names_port = (free_port() for _ in range(4))
        self.node = f"shentu{self.port}@localhost"
        self._vhosts = itertools.count(1)
        (self.folder / "plugins").write_text("[rabbitmq_management].\n")
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\n"
            "management.tcp.ip = 127.0.0.1\n"
            f"management.tcp.port = {self.console_port}\n"
        )

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}/"

    @property
    def console_url(self) -> str:
        return f"http://127.0.0.1:{self.console_port}"

    def new_vhost(self) -> str:
        """An empty virtual host; returns its URL."""
        vhost = f"v{next(self._vhosts)}"
        self.ask("PUT", f"/api/vhosts/{vhost}")
        self.ask("PUT", f"/api/permissions/{vhost}/guest", {"configure": ".*", "write": ".*", "read": ".*"})
        return self.url + vhost

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """One request to the management API; the decoded answer, None when it is empty."""
        request = urllib.request.Request(self.console_url + path, method=method, data=json.dumps(body or {}).encode())
        request.add_header("Authorization", "Basic " + base64.b64encode(b"guest:guest").decode())
        request.add_header("Content-Type", "application/json")
        with _no_proxy.open(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def control(self, *words: str) -> None:
        """`rabbitmqctl` on this node."""
        program = str(Path(self.program).with_name("rabbitmqctl"))
        subprocess.run(
            [program, "--node", self.node, *words], env=self.environment(), check=True, capture_output=True, timeout=60
        )

    def command(self) -> Sequence[str]:
        # epmd as our own child: otherwise the node leaves one behind for the whole machine.
        return ["/bin/sh", "-c", 'epmd -port "$ERL_EPMD_PORT" & exec "$0"', self.program]

    def environment(self) -> Mapping[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("RABBITMQ_", "ERL_"))}
        return inherited | {
            "HOME": str(self.folder),
            "ERL_EPMD_PORT": str(self._names_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._peer_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
        }

    def answers(self) -> bool:
        return self._speaks_amqp() and self._console_is_ours()

    def _speaks_amqp(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(b"AMQP\x00\x00\x09\x01")
                return bool(connection.recv(1))
        except OSError:
            return False

    def _console_is_ours(self) -> bool:
        try:
            return bool(self.ask("GET", "/api/overview")["node"] == self.node)
        except OSError:
            return False


_no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
