"""Metrics of all services."""
