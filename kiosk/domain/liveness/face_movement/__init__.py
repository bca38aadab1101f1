"""The face-movement challenge: a face comes near until it fills an oval, with or without coloured light."""
