"""What a build of the models hands back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from etl.errors import PactwatchError

OnNode = Callable[[str, str, float], None]
"""Called as each model or test finishes: its name, its status (success, pass, fail, ...), seconds."""


@dataclass(frozen=True, slots=True)
class FailedTest:
    """A data test that found rows which should not be. ``rows`` counts them, ``sample`` shows some as text."""

    name: str
    rows: int
    sample: str


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A build that went through. ``timings`` are seconds by node name, ``seconds`` the whole."""

    seconds: float
    seeds: int
    models: int
    tests: int
    timings: dict[str, float]


class BuildFailed(PactwatchError):
    """A model could not be built: the message names it and says what the database said."""


class DataTestsFailed(PactwatchError):
    """The models were built but hold rows that must not be published: the message names tests and rows."""

    exit_code = 3

    def __init__(self, failures: tuple[FailedTest, ...]) -> None:
        self.failures = failures
        lines = [f"{test.name}: {test.rows} row(s), such as {test.sample}" for test in failures]
        super().__init__("The data failed its tests, nothing is published.\n" + "\n".join(lines))
