"""One module per command of the command line (`import_products` → `spinka import-products`): its arguments and one call.

A module offers HELP, `configure(parser)` and `run(arguments) -> int`; the command line picks it up by itself.
"""
