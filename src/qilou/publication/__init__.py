"""公开: what is decided is reviewed and published within its term, and told to the public as pages and open data."""
