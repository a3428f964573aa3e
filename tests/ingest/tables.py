"""Small event tables in the layouts of the field, of public facts; used by several tests."""

import gzip
import zipfile
from pathlib import Path

ICEWS_HEAD = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\t"
    "Intensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
    "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
)
ICEWS_ROW = (
    "101\t2019-09-05\tMahathir Mohamad\tExecutive,Government\tMalaysia\tMake a visit\t042\t1.9\t"
    "Vladimir Putin\tGovernment\tRussian Federation\t7\t2\tBernama\tVladivostok\t\t"
    "Primorskiy\tRussian Federation\t43.1\t131.9"
)
POLECAT_NAMES = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]


def icews(folder: Path, *rows: str) -> Path:
    """Write an ICEWS table."""
    path = folder / "events.2019.tab"
    path.write_text("\n".join([ICEWS_HEAD, *(rows or (ICEWS_ROW,))]) + "\n", encoding="utf-8")
    return path


def icews_row(**changes: str) -> str:
    """Return the ICEWS row with some cells changed, by the column's name with _ for spaces."""
    names = [name.replace(" ", "_") for name in ICEWS_HEAD.split("\t")]
    cells = dict(zip(names, ICEWS_ROW.split("\t"), strict=True))
    return "\t".join({**cells, **changes}.values())


def polecat(folder: Path) -> Path:
    """Write a POLECAT table: one visit."""
    cells = dict.fromkeys(POLECAT_NAMES, "")
    cells |= {
        "Event ID": "P1",
        "Event Date": "2023-03-31",
        "Event Type": "CONSULT",
        "Event Mode": "visit",
        "Intensity": "4.0",
        "Contexts": "diplomatic;economic",
        "Actor Name": "Anwar Ibrahim",
        "Actor Country": "MYS",
        "Primary Actor Sector": "GOV",
        "Recipient Name": "Xi Jinping",
        "Recipient Country": "CHN",
        "Primary Recipient Sector": "GOV",
        "Publication Date": "2023-04-01",
        "Source": "Bernama",
    }
    path = folder / "polecat.txt"
    path.write_text("\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n", encoding="utf-8")
    return path


def gdelt(folder: Path, columns: int = 61) -> Path:
    """Write a GDELT table of 58 or 61 columns, zipped: one act of criticism."""
    at = {
        0: "900",
        1: "20220804",
        5: "USAGOV",
        6: "UNITED STATES",
        7: "USA",
        12: "GOV",
        15: "CHN",
        16: "CHINA",
        17: "CHN",
        26: "111",
        29: "3",
        30: "-2.0",
        columns - 2: "20220805" + ("101500" if columns == 61 else ""),
        columns - 1: "https://news.example/a",
    }
    path = folder / f"20220804.{columns}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("20220804.export.CSV", "\t".join(at.get(i, "") for i in range(columns)))
    return path


def phoenix(folder: Path) -> Path:
    """Write a Phoenix table, gzipped: one call for talks."""
    cells = ["77_1", "20150320", "2015", "03", "20", "IDNGOV", "IDN", "GOV", "---", "CHN", "CHN"]
    cells += ["", "", "036", "03", "1", "4.0", "", "-6.2", "106.8", "Jakarta", "", "IDN", "3"]
    cells += ["https://news.example/b", "example"]
    path = folder / "events.full.20150320.txt.gz"
    path.write_bytes(gzip.compress(("\t".join(cells) + "\n").encode()))
    return path
