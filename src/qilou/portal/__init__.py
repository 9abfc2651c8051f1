"""门户 The public view: the law, the procedures and what rests on them, open to everybody."""
