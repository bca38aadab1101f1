"""Error rates of a comparison of faces, and thresholds and scales that follow from them (ISO/IEC 19795-1)."""
