"""系统清册 The register of the city's information systems: what declarations extend and what acceptance brings in."""
