"""What a video file says of itself before anybody decodes it: Matroska (RFC 9559) and MP4 (ISO/IEC 14496-12)."""

from collections.abc import Iterator
from dataclasses import dataclass

EBML_MAGIC = b"\x1a\x45\xdf\xa3"
_DOC_TYPE, _SEGMENT, _TRACKS, _CLUSTER = 0x4282, 0x18538067, 0x1654AE6B, 0x1F43B675
_TRACK, _TRACK_TYPE, _CODEC, _VIDEO, _WIDTH, _HEIGHT = 0xAE, 0x83, 0x86, 0xE0, 0xB0, 0xBA
_VIDEO_TRACK = 1
_BLOCK_GROUP, _SIMPLE_BLOCK, _BLOCK = 0xA0, 0xA3, 0xA1
_INFO, _TIME_SCALE, _CLUSTER_TIME = 0x1549A966, 0x2AD7B1, 0xE7
_MASTERS = {_SEGMENT, _INFO, _CLUSTER, _BLOCK_GROUP}
_MILLISECOND = 1_000_000
"""In nanoseconds: the usual scale of a file's times."""
_LACED = 0x06
"""Flags of a block that holds several frames, which recorders of pictures do not write."""
_VP8_START, _VP9_SYNC = b"\x9d\x01\x2a", b"\x49\x83\x42"
_CODECS = {b"V_VP8": "vp8", b"V_VP9": "vp9", b"V_MPEG4/ISO/AVC": "h264"}
_SAMPLE_ENTRIES = {b"avc1": "h264", b"avc3": "h264", b"vp08": "vp8", b"vp09": "vp9"}
_TO_SAMPLES = (b"mdia", b"minf", b"stbl", b"stsd")
MAX_BLOCK_ELEMENTS = 50_000
MAX_ELEMENTS = 200
"""Looked at on one level; the files of recorders have a dozen."""


class VideoRefused(ValueError):
    """The video is none that may be decoded; the message is for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Container:
    """The one track of a video file."""

    codec: str
    """vp8, vp9 or h264."""
    size_px: tuple[int, int]
    """Width and height."""


def read_container(untrusted_head: bytes) -> Container | None:
    """What the head of a file says; None when more of it is needed.

    Raises VideoRefused for other formats and codecs, and for any number of tracks but one.
    """
    if len(untrusted_head) < 12:
        return None
    try:
        if untrusted_head.startswith(EBML_MAGIC):
            return _read_matroska(untrusted_head)
        if untrusted_head[4:8] == b"ftyp":
            return _read_mp4(untrusted_head)
    except IndexError:
        return None
    raise VideoRefused("The video is neither Matroska nor MP4")


def _read_matroska(head: bytes) -> Container | None:
    (_, header), *rest = _elements(head, 0, len(head))
    kinds = [bytes(head[begin:end]) for tag, (begin, end) in _elements(head, *header) if tag == _DOC_TYPE]
    if kinds not in ([b"webm"], [b"matroska"]):
        raise VideoRefused("The video is neither Matroska nor MP4")
    segment = next((span for tag, span in rest if tag == _SEGMENT), None)
    if segment is None:
        return None
    for tag, (begin, end) in _elements(head, segment[0], min(segment[1], len(head))):
        if tag == _CLUSTER:
            raise VideoRefused("The video has no track")
        if tag == _TRACKS:
            return None if end > len(head) else _matroska_track(head, begin, end)
    return None


def _matroska_track(head: bytes, begin: int, end: int) -> Container:
    tracks = [span for tag, span in _elements(head, begin, end) if tag == _TRACK]
    if len(tracks) != 1:
        raise VideoRefused("The video has other tracks than one of pictures")
    fields = dict(_elements(head, *tracks[0]))
    codec = _CODECS.get(_content(head, fields.get(_CODEC)))
    if _number(head, fields.get(_TRACK_TYPE)) != _VIDEO_TRACK or codec is None or _VIDEO not in fields:
        raise VideoRefused("The video's codec is not offered")
    sides = dict(_elements(head, *fields[_VIDEO]))
    return Container(codec, (_number(head, sides.get(_WIDTH)), _number(head, sides.get(_HEIGHT))))


Span = tuple[int, int]


def _elements(data: bytes, at: int, end: int) -> Iterator[tuple[int, Span]]:
    """Tags and places of the elements on one level; one of unknown size reaches to the end."""
    for _ in range(MAX_ELEMENTS):
        if at >= min(end, len(data)):
            return
        tag, at = _variable(data, at, keep_marker=True)
        size, at = _variable(data, at, keep_marker=False)
        until = end if size < 0 else at + size
        yield tag, (at, until)
        at = until
    raise VideoRefused("The video's head is too long")


def _variable(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A number of variable length and the place after it; -1 for an unknown size. Raises IndexError at the end."""
    length = 9 - data[at].bit_length()
    if length > 8 or at + length > len(data):
        raise IndexError
    number = int.from_bytes(data[at : at + length], "big")
    most = (1 << 7 * length) - 1
    if not keep_marker:
        number &= most
        number = -1 if number == most else number
    return number, at + length


def check_frame_sizes(untrusted_data: bytes, container: Container) -> None:
    """Check that no picture claims to be larger than the container says, which decoders would make room for.

    Of VP8 and VP9 in Matroska, whose key frames say so at their beginning. Raises VideoRefused.
    """
    read_size = {"vp8": vp8_size, "vp9": _vp9_size}.get(container.codec)
    if read_size is None or not untrusted_data.startswith(EBML_MAGIC):
        return
    for frame in read_frames(untrusted_data):
        size_px = read_size(untrusted_data[frame.begin : min(frame.end, frame.begin + 16)])
        if size_px is not None and size_px != container.size_px:
            raise VideoRefused("The video's frames are not of the size that its head says")


@dataclass(frozen=True, slots=True)
class CodedFrame:
    """One picture's place in a Matroska file."""

    at_ms: float
    begin: int
    end: int


def read_frames(untrusted_data: bytes) -> Iterator[CodedFrame]:
    """Pictures of all blocks of a Matroska file; of what is cut off nothing. Raises VideoRefused."""
    at, cluster, scale = 0, 0, _MILLISECOND
    try:
        for _ in range(MAX_BLOCK_ELEMENTS):
            tag, content = _variable(untrusted_data, at, keep_marker=True)
            size, content = _variable(untrusted_data, content, keep_marker=False)
            if tag in _MASTERS:
                at = content
                continue
            if size < 0:
                raise VideoRefused("The video is damaged")
            at = content + size
            if tag == _TIME_SCALE:
                scale = _number(untrusted_data, (content, at))
            elif tag == _CLUSTER_TIME:
                cluster = _number(untrusted_data, (content, at))
            elif tag in (_SIMPLE_BLOCK, _BLOCK):
                since, begin = _block(untrusted_data, content)
                yield CodedFrame((cluster + since) * scale / _MILLISECOND, begin, at)
        raise VideoRefused("The video has too many parts")
    except IndexError:
        return


def _block(data: bytes, at: int) -> tuple[int, int]:
    """The time of a block since its cluster's, and where its picture begins."""
    # The track's number, the time in two bytes, and flags.
    _, begin = _variable(data, at, keep_marker=False)
    if data[begin + 2] & _LACED:
        raise VideoRefused("The video is not as recorders write it")
    return int.from_bytes(data[begin : begin + 2], "big", signed=True), begin + 3


def vp8_size(head: bytes) -> tuple[int, int] | None:
    """Width and height of a key frame by its beginning (RFC 6386, 9.1); None for any other frame."""
    if len(head) < 10 or head[0] & 1 or head[3:6] != _VP8_START:
        return None
    return int.from_bytes(head[6:8], "little") & 0x3FFF, int.from_bytes(head[8:10], "little") & 0x3FFF


def _vp9_size(head: bytes) -> tuple[int, int] | None:
    """Of a key frame of the usual profile (VP9 bitstream specification, 6.2); None for any other."""
    bits = int.from_bytes(head, "big")
    length = 8 * len(head)

    def take(offset: int, count: int) -> int:
        return bits >> (length - offset - count) & ((1 << count) - 1)

    # Frame marker, profile 0, nothing repeated, key frame.
    if len(head) < 12 or take(0, 2) != 2 or take(2, 2) or take(4, 1) or take(5, 1) or head[1:4] != _VP9_SYNC:
        return None
    # Three bits of colour space, and one of its range.
    return take(36, 16) + 1, take(52, 16) + 1


def _content(data: bytes, span: Span | None) -> bytes:
    return b"" if span is None else data[span[0] : span[1]].rstrip(b"\0")


def _number(data: bytes, span: Span | None) -> int:
    return 0 if span is None or span[1] - span[0] > 8 else int.from_bytes(data[span[0] : span[1]], "big")


def _read_mp4(head: bytes) -> Container | None:
    movie = next((span for name, span in _boxes(head, (0, len(head))) if name == b"moov"), None)
    if movie is None or movie[1] > len(head):
        return None
    tracks = [span for name, span in _boxes(head, movie) if name == b"trak"]
    if len(tracks) != 1:
        raise VideoRefused("The video has other tracks than one of pictures")
    span = tracks[0]
    for wanted in _TO_SAMPLES:
        found = next((inner for name, inner in _boxes(head, span) if name == wanted), None)
        if found is None:
            raise VideoRefused("The video's track is damaged")
        span = found
    # After the version and the count, sample entries are boxes as well.
    entries = list(_boxes(head, (span[0] + 8, span[1])))
    if len(entries) != 1 or entries[0][0] not in _SAMPLE_ENTRIES:
        raise VideoRefused("The video's codec is not offered")
    at = entries[0][1][0] + 24
    sides = (int.from_bytes(head[at : at + 2], "big"), int.from_bytes(head[at + 2 : at + 4], "big"))
    return Container(_SAMPLE_ENTRIES[entries[0][0]], sides)


def _boxes(data: bytes, span: Span) -> Iterator[tuple[bytes, Span]]:
    """Names and places of the boxes on one level."""
    at, end = span
    for _ in range(MAX_ELEMENTS):
        if at + 8 > min(end, len(data)):
            return
        size = int.from_bytes(data[at : at + 4], "big")
        if size < 8:
            raise VideoRefused("The video's head is damaged")
        yield data[at + 4 : at + 8], (at + 8, at + size)
        at += size
    raise VideoRefused("The video's head is too long")
