"""Icons and scripts for pages."""

from xml.etree import ElementTree

import pytest

from qilou.site import assets, cli


def test_every_icon_that_a_page_names_exists() -> None:
    picture = ElementTree.fromstring(assets.sprite(assets.icon_names()))
    drawn = {symbol.attrib["id"] for symbol in picture}
    assert {"inbox", "user", "flask"} <= drawn
    assert all(symbol.attrib["viewBox"] == "0 0 24 24" for symbol in picture)


def test_an_unknown_icon_stops_the_build() -> None:
    with pytest.raises(assets.AssetTrouble, match="no-such-icon"):
        assets.sprite(["inbox", "no-such-icon"])


def test_every_command_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.parser().parse_args(["--help"])
    told = capsys.readouterr().out
    assert all(name in told for name in ("demo", "serve", "migrate", "database", "assets", "messages", "manage"))
