"""Every write of casework: opening and moving cases, signing off, sweeping, setting parameters."""
