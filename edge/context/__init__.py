"""What is known about a moment, besides the words."""
