"""What must hold of every decision, whatever is said, whenever, and whatever was learnt."""
