"""Lists as an editor wants them again: filters, search and order under a name, above the list itself."""
