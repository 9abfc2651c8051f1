"""Pages of casework: parse once, call one action or query, render."""
