"""A small demo city, made by real acts at past dates: its people, its plan and funds, and a year of projects."""
