"""Whether the service on a port of this machine is ready: `python -m shared.server.ask_ready 8001`, for health checks.

By `http.client`, which knows of no proxy: Docker hands `http_proxy` on to containers, and a call to oneself must not go
through it. Loads nothing else, since it is run every few seconds.
"""

import http.client
import sys

SECONDS = 4


def ready(port: int) -> bool:
    """Asks `/readyz`."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not ready(int(sys.argv[1])))
