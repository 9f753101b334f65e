"""Waiting until nothing moves."""
