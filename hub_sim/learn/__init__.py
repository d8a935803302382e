"""Does learning help? The same residents live the same days with a hub that learns and with one that does not."""

POLICIES = ("default", "quick", "shadow", "whole")
"""What learns: as shipped; on fewer confirmations; learning that serves nothing; learning of whole wordings only."""
