"""The public pages: what everybody may read without signing in."""
