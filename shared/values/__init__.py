"""What text can be a value: identifiers in their one form, and the fields that take them."""
