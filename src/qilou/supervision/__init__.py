"""监察 Supervision: the audit office's dated list of doubtful points, and each case that it called for as a package."""
