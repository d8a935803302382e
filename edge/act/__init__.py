"""Acting: do it, watch it, be able to undo it, say it."""
