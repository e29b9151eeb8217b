"""A real HTTP server that speaks S3 (moto's), in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests

START_SECONDS = 120


@contextmanager
def s3(bucket: str) -> Iterator[dict[str, str]]:
    """Start it with one bucket, and yield the environment in which any S3 client finds it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                requests.put(f"{address}/{bucket}", timeout=5).raise_for_status()
                break
            except requests.ConnectionError:
                assert time.monotonic() < deadline, f"no S3 server within {START_SECONDS} s"
                time.sleep(0.2)
        yield os.environ | {
            "AWS_ACCESS_KEY_ID": "anyone", "AWS_SECRET_ACCESS_KEY": "anything", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": address,
        }  # fmt: skip
    finally:
        server.kill()
        server.wait()
