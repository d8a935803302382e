"""Does learning help? The same residents live the same days with a hub that learns and with one that does not."""

POLICIES = ("default", "shadow", "whole")
"""What learns: as shipped; learning that serves nothing; learning of whole wordings only."""
