"""What the platform shows: rows in, plain typed values out. Doors and pages show the same."""
