"""The web process: pages for clerks and staff, and the JSON API."""

import uvicorn

from cli import parts
from cli.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until the process is asked to end; requests are not logged, for their paths hold tokens."""
    uvicorn.run(
        parts.web_app(settings),
        host=settings.web_host,
        port=settings.web_port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
