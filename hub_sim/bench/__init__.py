"""Measurements of the hub on this machine, with figures that can be compared from one version to the next."""
