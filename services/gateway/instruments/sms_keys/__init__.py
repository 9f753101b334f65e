"""Keys for the imitated SMS vendors."""
