"""Images and keys as files of the data folder."""
