"""The README is true: its answers are those of the sample web, its commands exist, its links lead somewhere."""

import re
import shlex

import duckdb
import pytest
from typer.main import get_command

from etl.cli.app import app
from etl.publish.tables import KEYS
from etl.publish.versions import LINKS
from tests import readme
from tests.conftest import ROOT, pactwatch

TEXT = readme.README.read_text("utf-8")
COMMANDS = get_command(app).commands
COMMANDS_DOC = (ROOT / "docs" / "commands.md").read_text("utf-8")


def test_the_answers_are_those_of_the_sample_web(sample_warehouse):
    asked = readme.questions(TEXT)
    assert len(asked) >= 5
    with duckdb.connect(str(sample_warehouse / "published" / "marts.duckdb"), read_only=True) as connection:
        for sql, printed in asked:
            assert readme.answer(connection, sql) == printed, sql


def test_every_command_named_exists():
    named = set(re.findall(r"pactwatch ([a-z]+)", TEXT))
    assert named <= set(COMMANDS)
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


DOCUMENTS = [readme.README, *sorted((ROOT / "docs").glob("*.md")), ROOT / "bench" / "README.md"]


def links(document):
    """The files that a page of prose leads to, and of its own headings those it points at."""
    prose = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", prose) if "://" not in target]
    return [(document.parent / target.partition("#")[0]).resolve() for target in targets if target[0] != "#"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_all_links_lead_to_files(document):
    assert [path for path in links(document) if not path.exists()] == []


def test_every_document_is_one_click_away():
    assert set(DOCUMENTS) - {readme.README} <= set(links(readme.README))


def test_every_table_is_two_clicks_away():
    """README, the list of tables, the description of the table's columns."""
    described = {
        path.stem.removeprefix("marts_") for path in links(ROOT / "docs" / "tables.md") if path.suffix == ".yml"
    }
    assert described == set(KEYS)


def test_every_command_and_option_is_two_clicks_away():
    """README, the list of commands. What all commands take is said once, at its top."""
    parts = dict(re.findall(r"^### pactwatch (\w+)\n(.*?)(?=^##|\Z)", COMMANDS_DOC, re.MULTILINE | re.DOTALL))
    everywhere = COMMANDS_DOC.partition("\n## ")[0]
    assert set(parts) == set(COMMANDS)
    for name, command in COMMANDS.items():
        for leaf in getattr(command, "commands", {name: command}).values():
            options = {option for parameter in leaf.params for option in parameter.opts if option.startswith("--")}
            assert [option for option in options if option not in parts[name] + everywhere] == [], name
            assert leaf.name in parts[name] or leaf.name == name


def test_every_published_file_is_one_click_away():
    """README, the guide to what is published."""
    guide = (ROOT / "docs" / "bi.md").read_text("utf-8")
    assert [name for name in LINKS if name not in guide] == []
