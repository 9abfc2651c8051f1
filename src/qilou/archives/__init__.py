"""档案 Archives: an ended case filed with its catalogue, kept for its term, handed over to the archives when due."""
