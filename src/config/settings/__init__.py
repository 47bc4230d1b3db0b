"""Settings: base is shared, dev serves the demo and one's own machine, prod a real installation, test the suite."""
