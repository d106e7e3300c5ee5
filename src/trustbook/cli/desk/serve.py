"""Open the desk: read the book, listen on this machine alone, and say the address.

In: the book's folder, and a clinic to start with. Out: a server that runs until it is stopped.
"""

from __future__ import annotations

import contextlib
import ipaddress
import secrets
import socket
from functools import partial

import click
import uvicorn

from trustbook.builder.report import Report
from trustbook.builder.scratch import sweep
from trustbook.cli.desk.app import Desk
from trustbook.cli.desk.connection import Connection
from trustbook.cli.desk.process import Room
from trustbook.cli.desk.work import Work
from trustbook.cli.voice import Voice

KEY_BYTES = 24
OPEN_SECONDS = 300.0


def serve(voice: Voice, clinic: str, host: str, port: int) -> None:
    """Serve the desk of the book in the voice's folder. Leaves with the findings where there is no desk to open."""
    listening = listen(host, port)
    looking, making = Room(voice.folder), Room(voice.folder)
    try:
        found, opened = looking.ask(partial(Work.opened, clinic=clinic), OPEN_SECONDS)
        if opened is None:
            voice.finish(Report(voice.folder, findings=found))
        desk = Desk(opened, looking, making, f"trustbook desk {clinic}".strip(), voice.say)
        address = listening.getsockname()
        hosts = names(address[0], address[1])
        key = secrets.token_urlsafe(KEY_BYTES)
        with contextlib.suppress(KeyboardInterrupt):  # the way that it is meant to end
            click.echo(f"http://{hosts[0]}/?key={key}")
            voice.say("Open this address in a browser on this computer. Ctrl-C ends the desk.")
            app = desk.guarded(frozenset(hosts), key, f"trustbook-desk-{address[1]}")
            config = uvicorn.Config(
                app,
                http=Connection,
                log_level="error",
                lifespan="off",
                ws="none",
                server_header=False,
                proxy_headers=False,
                limit_concurrency=32,
                timeout_keep_alive=5,
                timeout_graceful_shutdown=2,
            )
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        listening.close()
        looking.close()
        making.close()
        sweep()


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address of this machine that no other can reach. Raises UsageError for any other address."""
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise click.UsageError(f"`{host[:80]}` is no address of a machine; write 127.0.0.1") from None
    if not address.is_loopback:
        raise click.UsageError(
            f"others could reach `{host}`, and the desk is for this computer alone; leave --host out"
        )
    made = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET)
    try:
        made.bind((str(address), port))
        made.listen(64)
    except OSError as error:
        made.close()
        raise click.UsageError(f"cannot listen at port {port}: {error.strerror}; leave --port out") from None
    return made


def names(host: str, port: int) -> tuple[str, ...]:
    """What browsers call this address, the best first."""
    called = (f"[{host}]",) if ":" in host else (host, "localhost")
    return tuple(one for name in called for one in ((f"{name}:{port}", name) if port == 80 else (f"{name}:{port}",)))
