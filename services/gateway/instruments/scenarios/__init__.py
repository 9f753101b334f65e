"""What can go wrong in real life, made ready by one call."""
