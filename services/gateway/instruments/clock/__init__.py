"""A sandbox's time, and what is due when."""
