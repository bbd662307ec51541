"""Keeping a page shut: data that cannot end its block, and a policy that names each script.

The page may load nothing at all and may run only the scripts whose hashes its policy lists, and
the policy forbids turning text into markup. So even text that slipped through escaping could
neither run nor fetch anything.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable

_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def json_block(data: object) -> str:
    r"""Return data as JSON that is safe inside a ``<script type="application/json">`` element.

    Half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.

    Examples
    --------
    >>> json_block("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return clean(text).translate(_ESCAPES)


def clean(text: str) -> str:
    """Return text that UTF-8 can hold: half of a surrogate pair becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def source_hash(text: str) -> str:
    """Return the hash of an inline script or style as a Content-Security-Policy source."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(*, scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return a Content-Security-Policy under which only the listed sources run.

    Parameters
    ----------
    scripts, styles : iterable of str
        Hash sources, as from `source_hash`.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(scripts)}",
            f"style-src {' '.join(styles)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )
