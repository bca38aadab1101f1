"""`python -m tests.golden`: writes all golden files anew, for changes that are made on purpose.

The data folder is not among them: it was written by an earlier version, which is what it is kept for.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.golden.expectation import REWRITE


def main() -> int:
    """Run the tests, which write instead of comparing; those that fail all the same have another reason."""
    os.environ[REWRITE] = "1"
    return int(pytest.main(["-n0", str(Path(__file__).parent)]))


if __name__ == "__main__":
    sys.exit(main())
