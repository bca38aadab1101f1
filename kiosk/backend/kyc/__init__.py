"""The KYC API for programs of other parties: liveness sessions, comparison of faces, documents with liveness."""
