"""The published language of the whole system."""
