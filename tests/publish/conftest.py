"""One published set of invented agreements, for all tests that only read."""

from pathlib import Path

import pytest

from etl.publish import publish
from etl.warehouse import Warehouse
from tests.publish.synthetic import write_build_file


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """A warehouse with 60 invented agreements, published once. Tests read it and leave it as it is."""
    warehouse = Warehouse(tmp_path_factory.mktemp("invented"))
    write_build_file(warehouse.build_file, agreements=60)
    publish(warehouse, "run-1", "0.1.0", "v1")
    return warehouse


@pytest.fixture
def fresh(tmp_path: Path) -> Warehouse:
    """A warehouse with 20 invented agreements, not published yet."""
    warehouse = Warehouse(tmp_path / "warehouse")
    write_build_file(warehouse.build_file, agreements=20)
    return warehouse
