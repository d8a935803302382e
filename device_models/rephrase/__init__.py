"""The rephrase detector: span prediction over a dialogue, trained on simulated dialogues and real repairs."""
