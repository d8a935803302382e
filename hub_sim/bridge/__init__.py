"""The simulated home on a broker: one module a topic family, each pure."""
