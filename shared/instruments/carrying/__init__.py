"""Rows and files of a life on their way into a file and out of one: alike for every database."""
