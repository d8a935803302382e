"""Logs on stderr: `key=value` for people, or one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys

_TEXT = "time=%(asctime)s level=%(levelname)s logger=%(name)s %(message)s"


class JsonFormatter(logging.Formatter):
    """One JSON object a record, with its traceback as text."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        line = {
            "time": record.created,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(level: str, form: str) -> None:
    """Write records of at least `level` (`debug`, `info`, …) to stderr, as `text` or `json`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if form == "json" else logging.Formatter(_TEXT))
    logging.basicConfig(level=getattr(logging, level.upper()), handlers=[handler])
