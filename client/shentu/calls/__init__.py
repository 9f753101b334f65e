"""What can be asked, one module a place; one method an operation."""
