"""Pages of the registers and of signing in."""
