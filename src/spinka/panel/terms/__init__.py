"""The supplier's settings as forms in tabs, for every contractor of an integration and for one of them."""
