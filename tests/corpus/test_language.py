from __future__ import annotations

import pytest

from corpus.language import language_of, script_of


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("The commission met in the capital and heard nine witnesses.", "en", "LATIN"),
        ("Der Ausschuss tagte am Montag in der Hauptstadt und hörte Zeugen.", "de", "LATIN"),
        ("کمیسیون در پایتخت تشکیل جلسه داد و سخنان شاهدان را شنید.", "fa", "ARABIC"),
        ("وقالت اللجنة إنها استمعت إلى تسعة شهود في العاصمة.", "ar", "ARABIC"),
        ("Комиссия собралась в столице и выслушала свидетелей.", "ru", "CYRILLIC"),
        ("Ana Bell", None, "LATIN"),
        ("1987 - 2020", None, None),
        ("https://example.org/a/very/long/address/that/is/no/language", None, "LATIN"),
    ],
)
def test_language_and_script(text: str, language: str | None, script: str | None) -> None:
    assert language_of(text) == language
    assert script_of(text) == script
