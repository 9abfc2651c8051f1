"""What auditors and the units that they ask read."""
