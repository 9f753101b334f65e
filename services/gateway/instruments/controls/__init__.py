"""What testers changed by hand."""
