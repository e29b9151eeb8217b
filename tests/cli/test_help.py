"""The command line teaches: every command has help with words enough, and its options say what they do."""

import pytest
from typer.main import get_command

from etl.cli.app import app

COMMANDS = get_command(app).commands


def test_the_commands_of_the_contract_are_there():
    expected = "refresh backfill extract read status explain query publish report rebuild schedule sources"
    assert set(expected.split()) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself(name):
    command = COMMANDS[name]
    assert command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{name} {parameter.name}"
