"""The README is true: its answers are those of the sample web, its commands exist, its links lead somewhere."""

import re
import shlex

import duckdb
from typer.main import get_command

from etl.cli.app import app
from tests import readme
from tests.conftest import ROOT, pactwatch

TEXT = readme.README.read_text("utf-8")


def test_the_answers_are_those_of_the_sample_web(sample_warehouse):
    asked = readme.questions(TEXT)
    assert len(asked) >= 5
    with duckdb.connect(str(sample_warehouse / "published" / "marts.duckdb"), read_only=True) as connection:
        for sql, printed in asked:
            assert readme.answer(connection, sql) == printed, sql


def test_every_command_named_exists():
    known = get_command(app).commands
    named = set(re.findall(r"pactwatch ([a-z]+)", TEXT))
    assert named <= set(known)
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)  ", TEXT)) <= targets


def test_the_commands_on_real_sources_run(tmp_path):
    """As printed, but for the place of the template; it asks nobody until a source is switched on."""
    commands = [line for line in TEXT.splitlines() if line.startswith(".venv/bin/pactwatch")]
    check = next(line for line in commands if "sources check" in line)
    (tmp_path / "my-sources.toml").write_text((ROOT / "sources.toml").read_text())
    done = pactwatch(*shlex.split(check, comments=True)[1:], cwd=tmp_path)
    assert done.code == 2
    assert "enabled" in done.err


def test_an_agreement_is_explained_by_words(sample_warehouse):
    words = re.search(r'pactwatch explain "([^"]+)"', TEXT).group(1)
    done = pactwatch("explain", words, "--warehouse", sample_warehouse)
    assert done.code == 0, done.err


def test_all_links_lead_to_files():
    for document in [readme.README, *(ROOT / "docs").glob("*.md")]:
        prose = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)#]+)\)", prose):
            if not target.startswith("http"):
                assert (document.parent / target).exists(), f"{document.name}: {target}"
