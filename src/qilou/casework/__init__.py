"""办件 Procedures declared once, and the one engine that moves a case."""
