"""Where the service is put together, for one machine or for AWS; nothing else knows both."""
