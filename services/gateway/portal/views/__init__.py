"""What the portal shows: rows in, plain typed values out."""
