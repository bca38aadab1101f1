"""One Lambda environment: imports the function once, then answers one event at a time; JSON lines in and out."""

import importlib
import json
import logging
import sys


def main() -> None:
    """Until the input ends; logs everything to standard error unless told otherwise, as Lambda can be asked to.

    What the function itself writes to standard output, its metrics, is log to Lambda as well.
    """
    answers, sys.stdout = sys.stdout, sys.stderr
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    handler = importlib.import_module("kiosk.backend.build.lambda_function").handler
    for line in sys.stdin:
        answers.write(json.dumps(handler(json.loads(line), None)) + "\n")
        answers.flush()


main()
