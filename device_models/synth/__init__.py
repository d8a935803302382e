"""Synthetic homes and what people say in them."""
