"""Packaged tables; ``manifest.json`` and ``README.md`` tell sources and licences."""
