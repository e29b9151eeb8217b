"""Feed the extractor broken pages and report any exception, and the slowest input.

    uv run python bench/extract_fuzz.py [--inputs 10000] [--seed 1] [PAGE...]

Inputs are the pages given (by default those of the tests) after cutting,
repeating, swapping and corrupting pieces of them, and heaps of tags. The same
seed gives the same inputs. Exit code 1 when any input raised.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

from etl.extract import extract

PAGES = Path(__file__).parents[1] / "tests" / "extract" / "pages"
TAGS = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<a href='x'>",
    "</a>",
    "<b>",
    "</b>",
    "<i>",
    "<ul>",
    "<li>",
    "<nav>",
    "</nav>",
    "<footer>",
    "<svg>",
    "<math>",
    "<template>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<select>",
    "<plaintext>",
    "<frameset>",
    "<h1>",
    "</h1>",
    "<article>",
    "<form>",
    "<button>",
    "<br>",
    "&nbsp;",
    "&#x110000;",
    "<p hidden>",
    "<time datetime='2024-13-45'>",
    "<meta charset='x'>",
    "<body>",
    "<html lang='zz'>",
    "</body>",
    "<noscript>",
    "<iframe>",
    "<textarea>",
    "<option>",
    "\x00",
    "\ufeff",
    "\u202e",
]


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One broken variant of a page."""
    size = len(data)
    for _ in range(chance.randint(1, 6)):
        start, end = sorted((chance.randrange(size + 1), chance.randrange(size + 1)))
        kind = chance.randrange(6)
        if kind == 0:
            data = data[:start]
        elif kind == 1:
            data = data[:start] + data[end:]
        elif kind == 2:
            data = data[:end] + data[start:end][:5000] * chance.randint(1, 20) + data[end:]
        elif kind == 3:
            data = data[:start] + chance.randbytes(chance.randint(1, 40)) + data[start:]
        elif kind == 4:
            data = (
                data[:start]
                + "".join(chance.choices(TAGS, k=chance.randint(1, 200))).encode("utf-8", "replace")
                + data[start:]
            )
        else:
            data = data.replace(
                chance.choice([b">", b"<", b'"', b"</", b"p", b"="]),
                chance.choice([b"", b"<", b">", b'"', b"\x00"]),
                20,
            )
        size = len(data)
    return data


def main() -> int:
    """Run the inputs; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    pages = [path.read_bytes() for path in (options.pages or sorted(PAGES.glob("*.html")))]
    failures, slowest = 0, (0.0, b"")
    for _ in range(options.inputs):
        data = mutate(chance.choice(pages), chance)
        start = time.perf_counter()
        try:
            extract(
                data,
                url="https://fuzz.example/x",
                content_type=chance.choice([None, "text/html; charset=utf-16", "text/plain"]),
            )
        except Exception:
            failures += 1
            traceback.print_exc()
        slowest = max(slowest, (time.perf_counter() - start, data))
    print(
        f"{options.inputs} inputs, {failures} exceptions, slowest {1000 * slowest[0]:.0f} ms for {len(slowest[1])} bytes"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
