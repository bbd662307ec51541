"""How something is put: polarity, modality, who is heard; and the way on which that is found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from graph.extract.ends import End
from graph.model import How, Modality, Polarity, Span

_ORDER: tuple[Modality, ...] = ("asserted", "alleged", "planned", "hypothetical")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is heard in a sentence: whom the speaker's words mean, and the cue.

    ``words`` are what somebody without a name is called: "two officials", "the indictment".
    """

    end: End | None
    how: How
    cue: Span | None
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """How something is put: polarity, modality, voices from the outermost in, how sure that is."""

    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    voices: tuple[Voice, ...] = ()
    sure: float = 1.0

    def weaker(self, modality: Modality) -> Stance:
        """Return the stance with a modality at least as weak as the one given."""
        return replace(self, modality=max(self.modality, modality, key=_ORDER.index))


@dataclass(slots=True)
class Way:
    """What has been met on the way up from a word; voices from the innermost out."""

    denied: bool = False
    modality: Modality = "asserted"
    voices: list[Voice] = field(default_factory=list)
    outermost: list[Voice] = field(default_factory=list)
    sure: float = 1.0
    closed: bool = False
    dropped: bool = False
    refuted: bool = False
    start: Token | None = None
    aside: bool = False

    def weaken(self, modality: Modality) -> None:
        """Put it at least as weakly as this, unless what follows is taken for granted."""
        if not self.closed:
            self.modality = max(self.modality, modality, key=_ORDER.index)

    def deny(self) -> None:
        """Deny it."""
        if not self.closed:
            self.dropped = self.dropped or self.denied  # a denial of a denial says neither
            self.denied = True

    def reject(self) -> None:
        """Deny what was said: the allegation is met by somebody who says that it is not so."""
        if not self.closed:
            self.deny()
            self.modality = "asserted" if self.modality == "alleged" else self.modality
            self.voices = [voice for voice in self.voices if voice.end is not None]

    def confirm(self) -> None:
        """Say that it is as was alleged: "confirmed reports that the mill was sold"."""
        if not self.closed:
            self.modality = "asserted" if self.modality == "alleged" else self.modality
            self.voices = [voice for voice in self.voices if voice.end is not None]

    def drop(self) -> None:
        """Take nothing from what is below."""
        if not self.closed:
            self.dropped = True

    def under(self, outer: Way, *, spoken: bool) -> None:
        """Carry over what is said of a governor: whoever did not say it said nothing."""
        self.voices.extend(outer.voices)
        self.outermost.extend(outer.outermost)
        if outer.dropped:
            self.drop()
        if outer.denied:
            if spoken:
                self.drop()
            else:
                self.deny()
        if outer.modality != "asserted":
            self.weaken(outer.modality if not spoken else "hypothetical")
