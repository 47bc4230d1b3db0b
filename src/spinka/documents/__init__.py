"""Invoices, corrections and receipts with their numbering series and files."""
