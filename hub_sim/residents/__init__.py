"""Simulated people: homes, wishes, words of their own, and how they take it when the hub gets it wrong."""
