"""One customer's session as a pure function: `step(session, event) -> (session, effects)`."""
