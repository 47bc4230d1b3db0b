"""Trials of hundreds of calls at once and of processes killed meanwhile: `make chaos`."""
