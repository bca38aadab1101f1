"""`kiosk evaluate`: whole sessions of genuine people and of attacks, simulated before the real tracker and judge."""
