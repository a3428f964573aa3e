"""Print what is wrong with the corpus, its figures, its counts, and how two readers agree."""

import sys

from tools.corpus.agreement import agreement
from tools.corpus.figures import counts, figures
from tools.corpus.rows import problems, read, read_second


def main() -> int:
    """Print all; return 1 if a row is broken."""
    rows = read()
    broken = [f"{row['id']}: {one}" for row in rows for one in problems(row)]
    lines = [*broken]
    lines += [f"{name:34} {value:10.4g}" for name, value in figures(rows).items()]
    lines += [f"{name:34} {value:10.4g}" for name, value in agreement(rows, read_second()).items()]
    for name, found in counts(rows).items():
        lines.append(f"{name}: " + ", ".join(f"{key} {n}" for key, n in found.most_common()))
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
