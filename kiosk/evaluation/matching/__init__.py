"""`kiosk calibrate`: how often faces of one person are refused and those of strangers accepted, and for whom."""
