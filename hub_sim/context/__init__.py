"""The context benchmark: the same words in two moments that differ in one fact, over homes never seen."""
