"""Chains written by hand to compare with. Nothing here imports the product."""
