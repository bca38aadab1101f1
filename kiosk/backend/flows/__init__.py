"""What follows a verdict: document, enrolment, authentication, and what staff decide; one file per use case."""
