"""What testers do and look at, each a question to all services or a change in all of them."""
