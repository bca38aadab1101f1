"""Collections of faces and users: an encrypted store, and exact search among its vectors in memory."""
