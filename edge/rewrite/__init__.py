"""Rewrites of what was said: their life cycle, their guardrails, and the cache that proposes them. Pure."""
