"""``python -m etl.samples --port 8642``: serve the sample web until interrupted."""

from __future__ import annotations

import argparse
import sys
import threading
from pathlib import Path

from etl.samples.server import SampleWeb


def main() -> int:
    """Return 0 when stopped by Ctrl-C, 1 when the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m etl.samples", description="Serve the sample web on loopback.")
    parser.add_argument("--port", type=int, default=8642, help="0 takes a free one (default: %(default)s)")
    parser.add_argument("--saved", type=Path, help="where to write the saved pages (default: a temporary folder)")
    options = parser.parse_args()
    try:
        with SampleWeb(options.port, options.saved) as web:
            print(f"{len(web.web.pages)} articles of {len(web.resolve)} outlets. Look around at {web.url}/")
            print(f"As a proxy: curl --proxy {web.url} {web.web.pages[0].url}")
            print("Ctrl-C stops.")
            threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        print(f"Cannot listen on port {options.port}: {error.strerror}. Choose another with --port.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
