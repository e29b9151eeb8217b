from __future__ import annotations

import pytest

from etl.extract.decode import decode

TEXT = "Café de l’île: 5 €"


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("utf-16"), None),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "text/html; charset=utf-8"),
        (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1"),
        (TEXT.encode("cp1252"), "text/html; charset=windows-1252"),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode(), "text/html; charset=nonsense"),
        (TEXT.encode(), "text/html; charset=utf-16"),
    ],
)
def test_mark_header_and_content(data: bytes, content_type: str | None) -> None:
    assert decode(data, content_type).text == TEXT


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("政府は十六日に合意した。", "shift_jis"),
        ("정부는 16일 합의했다.", "euc-kr"),
        ("政府は十六日に合意した。", "iso-2022-jp"),
        ("Правительства договорились.", "koi8-r"),
        ("两国政府周四签署协议。", "gb2312"),
    ],
)
def test_declared_in_the_page(text: str, charset: str) -> None:
    assert text in decode(f'<meta charset="{charset}"><p>{text}'.encode(charset)).text
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>{text}'
    assert text in decode(declared.encode(charset)).text


def test_wrong_declaration_yields_to_the_bytes() -> None:
    text = "<meta charset=utf-8>" + "La Commission européenne a été informée de l'accord signé à l'île. " * 20
    assert "européenne a été informée" in decode(text.encode("cp1252")).text


def test_one_bad_byte_does_not_change_the_charset() -> None:
    data = ("<meta charset=utf-8>" + TEXT * 200).encode()
    assert decode(data[:-1]).text.startswith("<meta charset=utf-8>" + TEXT)


def test_a_page_that_shows_utf8_is_not_looked_through_for_bad_bytes() -> None:
    data = ("<meta charset=utf-8>" + TEXT + "-" * 200_000).encode() + b"\xe9" * 1000
    assert decode(data).utf8 == data
    assert decode(data).text.endswith("-" + "\ufffd" * 1000)
