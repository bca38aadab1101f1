"""Amazon Textract as reader of documents."""
