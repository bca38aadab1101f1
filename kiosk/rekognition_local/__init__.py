"""Amazon Rekognition's wire protocol on the local face engine, for whoever has no account or no network."""
