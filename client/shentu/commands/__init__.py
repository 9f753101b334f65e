"""The verbs of the command `shentu`, one module each."""
