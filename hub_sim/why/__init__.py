"""Whether what `why` names is what decided."""
