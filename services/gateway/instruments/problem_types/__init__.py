"""Where every problem's type leads."""
