"""What takes more than one step: files and rows, judging and writing, a change and what is shown of it."""
