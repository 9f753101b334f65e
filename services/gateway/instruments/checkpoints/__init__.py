"""检查点: a sandbox as it was, to go back to, or to begin others with."""
