"""Who it is: pure rules of documents, face quality, matching and lockout, shared by kiosk and backend."""
