"""Challenges, flows, attempts, enrolments and sessions as items of one DynamoDB table."""
