"""Judging: whether what was expected of a journey has happened, and expectations made of what did."""
