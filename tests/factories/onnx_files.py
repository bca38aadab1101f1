"""ONNX files of networks without weights, written byte by byte: their library is no dependency."""


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varint(rest) if rest else bytes([low])


def _node(operator: str, source: str, target: str) -> bytes:
    return _bytes(1, _bytes(1, source) + _bytes(2, target) + _bytes(3, operator) + _bytes(4, operator))


def _values(field: int, name: str, *shape: int) -> bytes:
    sizes = b"".join(_bytes(1, _number(1, size)) for size in shape)
    return _bytes(field, _bytes(1, name) + _bytes(2, _bytes(1, _number(1, 1) + _bytes(2, sizes))))


def mean_colours(side_px: int) -> bytes:
    """A network that answers with the means of the three channels of a picture of this size."""
    graph = (
        _node("GlobalAveragePool", "picture", "means")
        + _node("Flatten", "means", "answer")
        + _bytes(2, "mean colours")
        + _values(11, "picture", 1, 3, side_px, side_px)
        + _values(12, "answer", 1, 3)
    )
    return _number(1, 8) + _bytes(8, _number(2, 13)) + _bytes(7, graph)
