"""Who speaks: people, organizations, positions and who held them when (terms from Popolo)."""
