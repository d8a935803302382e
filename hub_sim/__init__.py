"""A home that is not there: devices that behave, a clock that obeys, and cases that judge."""
