"""One whole session on a clock of its own: a terminal before a presentation, and the backend that it speaks to."""
