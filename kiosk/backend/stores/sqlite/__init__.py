"""Challenges, flows, attempts, enrolments and sessions in databases of the data folder."""
