"""Zigbee2MQTT: what devices expose, by kind, and the dialect over it."""
