"""Who looks: at faces, documents and collections."""
