from tools import compile_tables

HOW = "run: python -m tools.compile_tables"


def test_the_compiled_tables_are_in_step_with_the_tables_and_what_reads_them():
    assert not compile_tables.changed_files(), HOW
