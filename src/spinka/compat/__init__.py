"""The public HTTP API: 179 published methods and our own, one registry behind two addresses."""
