"""Corpora as labelled examples."""
