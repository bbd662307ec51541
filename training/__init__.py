"""How the names reader is made and scored."""
