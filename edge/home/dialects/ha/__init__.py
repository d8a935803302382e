"""Home Assistant's MQTT discovery: one module a group of components, and the dialect over them."""
