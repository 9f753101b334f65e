"""Dead letters: deliveries that were given up, in groups, and another try for many at once."""
