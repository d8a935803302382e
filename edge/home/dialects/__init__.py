"""One module a topic family: pure decoding of messages to events and encoding of service calls."""
