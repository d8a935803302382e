"""Shelly's second generation: its components, and the dialect over them."""
