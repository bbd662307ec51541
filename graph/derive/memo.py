"""What a derivation worked out, used again by the next one where what it follows from is equal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Memo:
    """The last answer of each step, with all that it was worked out from.

    Steps are pure functions, so an answer to equal arguments is the same answer; most decisions
    leave most of them as they were. Neither arguments nor answers may be changed afterwards.

    Examples
    --------
    >>> memo = Memo()
    >>> memo(sorted, (2, 1)) is memo(sorted, (2, 1))
    True
    >>> memo(sorted, (3, 1))
    [1, 3]
    """

    def __init__(self) -> None:
        self._held: dict[Callable[..., Any], tuple[object, Any]] = {}

    def __call__(self, step: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Return what a step gives for some arguments."""
        held = self._held.get(step)
        if held is None or held[0] != (args, named):
            held = self._held[step] = ((args, named), step(*args, **named))
        answer: T = held[1]
        return answer
