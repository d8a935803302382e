"""What is meant: channels that read a request, and the union of their readings."""
