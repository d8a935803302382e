"""What was: state history, turns, and the small tables, on SQLite with one writer."""
