"""What may be logged of an unexpected exception."""

import traceback


def describe_failure(error: BaseException) -> str:
    """Type and place only: a message can quote what a customer sent."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    return f"{type(error).__name__} at {last.filename}:{last.lineno} in {last.name}"
