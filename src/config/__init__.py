"""Django configuration: settings per environment, addresses and the WSGI entry."""
