"""The home: what is, live over MQTT."""
