"""The commands of `hardway`, a module for each kind of user; only cli.py imports them."""
