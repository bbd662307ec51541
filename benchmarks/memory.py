"""Most memory that one process takes to read one long document.

``python -m benchmarks.memory [--words N] [FILES...]``
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from pathlib import Path


def peak() -> int:
    """Return the most memory that this process has held, in megabytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(used / (1024 * 1024 if sys.platform == "darwin" else 1024))


def main() -> None:
    """Read one document and print a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--words", type=int, default=200_000)
    arguments = parser.parse_args()
    # spaCy loads torch where it happens to be installed, 170 megabytes that the reader never needs.
    sys.modules["torch"] = None  # type: ignore[assignment]
    from benchmarks.texts import texts
    from graph.nlp import load, pipeline_version

    nlp = load(threads=2)
    nlp("The first text loads the weights.")
    before = peak()
    text = "\n\n".join(texts(arguments.files, arguments.words))
    doc = nlp(text)
    print(
        json.dumps(
            {
                "words": len(text.split()),
                "tokens": len(doc),
                "megabytes": peak(),
                "megabytes_before_the_document": before,
                "pipeline": pipeline_version(nlp),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
