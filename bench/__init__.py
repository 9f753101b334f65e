"""What is measured, each figure beside a hand-written reference of the same run: `make bench`."""
