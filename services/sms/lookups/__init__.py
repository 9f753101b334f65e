"""What views, actions and procedures look up; nothing is changed here."""
