"""`python -m shentu` is the command `shentu`."""

from shentu.cli import main

main()
