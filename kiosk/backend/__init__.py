"""The verification service: it alone decides whether somebody is alive and who their document says."""
