"""Running Spinka: the command line, the private database and supervision."""
