"""Hearth: the interpreter of one home, running inside it."""

__version__ = "0.1.0"
