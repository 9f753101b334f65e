"""What the gateway answers by itself."""

import httpx


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem that looks as every problem does."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["sim-notice"] == "simulated"
    return answer.status_code, answer.json()["code"]
