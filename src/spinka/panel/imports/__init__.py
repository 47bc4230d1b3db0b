"""Imports from suppliers: history, a new one, its progress; and links between own and suppliers' products."""
