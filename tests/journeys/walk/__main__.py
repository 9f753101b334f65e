"""The command line: one owner, or many at once, each in a sandbox of its own."""

import argparse
import io
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.journeys.client import ContractBroken, Json
from tests.journeys.walk.road import sandbox, walk


def _one(base_url: str) -> Json:
    with sandbox(base_url) as visitor:
        return walk(visitor)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.journeys.walk", description="Walk the whole road against a running Shentu."
    )
    parser.add_argument("url", help="address of the gateway, such as http://127.0.0.1:8000")
    parser.add_argument("--sandboxes", type=int, default=1, metavar="N", help="how many at once (default 1)")
    options = parser.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # the text is Chinese, the console may not be
    started = time.perf_counter()
    try:
        with ThreadPoolExecutor(options.sandboxes) as pool:
            results = list(pool.map(_one, [options.url] * options.sandboxes))
    except (ContractBroken, httpx.HTTPError, httpx.InvalidURL) as error:
        print(f"The walk ends here. {options.url}: {error}", file=sys.stderr)
        return 1
    print(results[0]["sms"])
    agencies = sorted({result["agency"]["name"] for result in results})
    print(f"{len(results)} × submitted in {time.perf_counter() - started:.1f} s; agencies: {', '.join(agencies)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
