"""Grounding: from what was meant to which devices, and whether they can."""
