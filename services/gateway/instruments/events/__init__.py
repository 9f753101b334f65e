"""Events: what was published, what became of it, and another try."""
