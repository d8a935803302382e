"""The link to the MQTT broker: what arrives, what leaves, and whether the road is open."""
