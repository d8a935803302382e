"""Exit codes of the `hearth` command: the shell's and sysexits.h's."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the exit status of the `hearth` command means."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NO_INPUT = 66
    UNAVAILABLE = 69
    SOFTWARE = 70
    IO_ERROR = 74
    CONFIG = 78


DOCUMENTATION = """\b
Exit codes:
  0   done
  1   done, and the answer is no (a case failed, a check found something, nothing was understood)
  2   the command line cannot be read
  66  a file that was named is missing or cannot be read
  69  something needed cannot be reached (broker, running hub) or is not in this build
  70  a fault in hearth itself
  74  a file cannot be written
  78  the configuration is wrong; trying again without changing it is pointless
"""
