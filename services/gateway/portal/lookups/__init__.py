"""What views and actions both look up; nothing is changed here."""
