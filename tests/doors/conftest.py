"""wyoming 1.10 imports `audioop`, which warns on Python 3.11 and 3.12; warnings are errors here."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import wyoming.audio  # noqa: F401
