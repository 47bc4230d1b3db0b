"""The supplier directory: companies, their goods, questions to them, and the own publication."""
