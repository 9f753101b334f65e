"""What is printed once everything is ready."""

from services.gateway.portal.seed import personas


def banner(url: str) -> str:
    """The address, who one can be, and what to try next."""
    rows = [
        f"  {one['persona']:<18} {one['credit_code']}   {one['for']['zh']} {one['for']['en']}"
        for one in personas()["account"]
    ]
    return "\n".join([
        "",
        f"Shentu 审图 is ready: {url}   (simulated: no real SMS, no real host)",
        "",
        f"Who you can be (password {personas()['password']}):",
        *rows,
        "",
        "What to try next:",
        f"  {url}/            the first page, with what to click",
        f"  {url}/hall/docs   every endpoint, to try in the browser",
        "  make demo                        the whole journey, told as a story",
        "",
        "Ctrl-C stops it; the data stay in the data folder, `make reset` forgets them.",
        "",
    ])  # fmt: skip
