"""Images in S3, secrets in Secrets Manager, and what every client of AWS shares."""
