"""Tables of chapter III."""
