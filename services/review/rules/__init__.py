"""What the platform decides: pure functions over plain data, with neither clock nor database."""
