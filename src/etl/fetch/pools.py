"""Connection pools of urllib3 whose connections go only where ``addresses.connect`` lets them."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from functools import cache

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from etl.fetch.limits import LimitedSSLSocket

Connect = Callable[[str, int], socket.socket]


def pool_manager(connect: Connect, ca_file: str | None = None) -> urllib3.PoolManager:
    """Return a pool manager that connects through ``connect(host, port)``.

    Only the socket is ours: Host header, server name and certificate check stay
    with the host's name, whatever address was connected to.
    """

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self.host, self.port or 80)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self.host, self.port or 443)

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    # A connection stays open for its host's next page while some hundred hosts take turns; well below the usual limit
    # of 1,024 open files.
    manager = urllib3.PoolManager(num_pools=256, maxsize=1, ssl_context=_context(ca_file))
    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager


@cache
def _context(ca_file: str | None) -> ssl.SSLContext:
    """TLS as the system trusts it, with our sockets. Kept, since reading all authorities takes a while."""
    context = ssl.create_default_context(cafile=ca_file)
    context.sslsocket_class = LimitedSSLSocket
    return context
