"""Tasmota: what its discovery lists, by kind, and the dialect over it."""
