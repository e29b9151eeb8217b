"""Settings from the environment (``PACTWATCH_…``) or a ``.env`` file in the working folder."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from etl.errors import UsageError


class Settings(BaseSettings):
    """What differs from one installation to the next. ``.env.example`` lists them all."""

    model_config = SettingsConfigDict(env_prefix="PACTWATCH_", env_file=".env", extra="ignore")

    warehouse: Path = Field(
        default=Path("warehouse"), description="Folder of raw pages, build file and published files"
    )
    sources: Path = Field(default=Path("sources.toml"), description="The list of sources")
    contact: str = Field(
        default="https://example.org/pactwatch-contact",
        description="Web or mail address that site owners find in the User-Agent",
    )
    store: str | None = Field(
        default=None,
        description="Folder or URL (s3://…, gs://…) of raw pages and staging, if not the warehouse",
    )
    workers: int = Field(default=os.cpu_count() or 1, ge=1, description="Processes that read pages")
    dask: str | None = Field(default=None, description="Scheduler of a Dask cluster that reads pages instead")
    lake_catalog: str | None = Field(
        default=None, description="Catalogue of a DuckLake (postgres:dbname=… host=…) that the models are built in"
    )
    lake_data: str | None = Field(default=None, description="Folder or URL of that lake's Parquet")
    cron: str = Field(default="15 */3 * * *", description="When the scheduled refresh runs (UTC)")

    @field_validator("contact")
    @classmethod
    def _sendable(cls, value: str) -> str:
        if not value.isascii() or not value.isprintable():
            raise ValueError("it is sent as a header: write a web or mail address in plain letters")
        return value


def load_settings() -> Settings:
    """The settings of this process. Raises UsageError naming the variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "PACTWATCH_" + "_".join(str(part) for part in first["loc"]).upper()
        raise UsageError(
            f"{name}: {first['msg'].removeprefix('Value error, ')}. Correct it in the environment or in .env."
        ) from error
