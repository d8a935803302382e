"""The composition root: the one place that knows every room and joins them to a daemon."""
