"""What takes more than one step: files and rows, judging and writing. One function for what a person does."""
