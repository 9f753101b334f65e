"""Requests: what was asked of the imitated systems."""
