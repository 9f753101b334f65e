"""What the message service shows: rows in, plain typed values out."""
