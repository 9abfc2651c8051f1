"""Served notices as paper: the words that go on it, and typesetting in the manner of GB/T 9704-2012."""
