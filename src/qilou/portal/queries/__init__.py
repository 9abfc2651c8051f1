"""What the public pages show, read from the declarations."""
