"""What strangers run: it imports nothing of Qilou, and nothing of Qilou runs it."""
