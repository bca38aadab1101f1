"""The service's doors: routes of every dialect, who may ask, how much and how often."""
