"""`python -m kiosk.terminal.supervisor`, and the frozen program `kiosk-supervisor`."""

import sys

from kiosk.terminal.supervisor.main import main

if __name__ == "__main__":
    sys.exit(main())
