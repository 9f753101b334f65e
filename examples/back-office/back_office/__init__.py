"""A company that files its projects for joint review."""
