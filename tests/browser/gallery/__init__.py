"""Pages that show every component, served to the browser tests only."""
