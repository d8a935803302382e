"""Why a decision came out as it did: one fact changed at a time, and decided again."""
