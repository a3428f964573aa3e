"""The dashboard: read-only pages, rendered on the server, for one database file."""

from detente.web.app import create_app

__all__ = ["create_app"]
