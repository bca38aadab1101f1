"""A process that crashes leaves no picture of its memory, in which faces and numbers are."""

import sys


def forbid_core_dumps() -> None:
    """Have the system write none for this process and those that it starts; Windows writes none unless told to."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
