"""The pipeline on a schedule: its steps as Prefect tasks, and a local Prefect in one command."""
