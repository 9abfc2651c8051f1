"""Pages of projects that are not cases: the register, a project's whole life, the import of a portfolio."""
