"""The command line: ``app.py`` names the commands, each in a module of its own."""
