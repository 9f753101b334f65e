"""Steps as they happen."""
