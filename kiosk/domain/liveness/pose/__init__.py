"""The pose challenge of the framework's client: one picture with eyes and mouth as asked."""
