"""How long data about people is kept, and how one person's are deleted and handed out."""
