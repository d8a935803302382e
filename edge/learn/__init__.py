"""What the hub learns from how people react: signals, labels, sessions, rephrases, chains, rewrites. Pure."""
