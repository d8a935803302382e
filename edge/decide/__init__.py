"""Deciding: one choice over all plans."""
