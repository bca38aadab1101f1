"""Adapters for Amazon Web Services: DynamoDB, S3, Secrets Manager and Rekognition."""
