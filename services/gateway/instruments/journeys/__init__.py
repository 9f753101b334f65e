"""Journeys: which there are, and one with all its steps."""
