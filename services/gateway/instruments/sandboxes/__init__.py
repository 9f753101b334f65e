"""Worlds apart in one instance."""
