"""Makes what is released: the frozen program, installers, bills of materials and checksums."""
