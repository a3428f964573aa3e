"""Options of the whole suite."""


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite golden files; review the diff")
