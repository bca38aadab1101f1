"""`python -m kiosk.supervisor`, and the frozen program `kiosk-supervisor`."""

import sys

from kiosk.supervisor.main import main

if __name__ == "__main__":
    sys.exit(main())
