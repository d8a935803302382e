"""The real programs that these tests run: a broker, Home Assistant, Zigbee2MQTT, and our daemon."""
