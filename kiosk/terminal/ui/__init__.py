"""What the customer sees: the only folder that knows widgets."""
