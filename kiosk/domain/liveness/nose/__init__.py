"""The nose challenge: a target that the nose reaches by turning the head."""
