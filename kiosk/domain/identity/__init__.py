"""Who it is: the steps of a flow, thresholds, lockout, references."""
