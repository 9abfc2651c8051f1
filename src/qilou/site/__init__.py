"""Wiring: settings, addresses, the command line and the embedded database. Nobody imports it."""
