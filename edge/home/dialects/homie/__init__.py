"""Homie 5: what a device's description comes to, and the dialect over it."""
