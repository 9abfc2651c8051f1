"""Reads of publication: for whoever reviews, and for the public."""
