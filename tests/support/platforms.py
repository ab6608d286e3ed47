"""Archives as learning platforms write them, and a course that waits for them."""

import stat
import zipfile

CONFIG = (
    "c = get_config()\n"
    "from autograder.classroom.plugin import configure\n"
    "configure(c)\n"
    "c.Exchange.timezone = 'Europe/Berlin'\n"
)
OF_CANVAS = """Student,ID,SIS Login ID,Section,01_forward_pass (555),Current Score
    Points Possible,,,,78,
"Lovelace, Ada",4711,ada,Mon,,
"Noether, Emmy",4712,emmy,Mon,,
"O'Brien, Mary-Ann",4713,mob,Tue,,
"Student, Test",9,x,,,
"""
OUR_OWN = """id;name;email;Student ID
ada;Ada Lovelace;ada@x.org;101
emmy;Emmy Noether;emmy@x.org;102
mob;Mary-Ann O'Brien;;
"""
WORKSHEET = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 201,Ada Lovelace,ada@x.org,Submitted,,100.00,"Tuesday, 3 March 2026, 10:22 AM",-,\n'
    'Participant 202,Emmy Noether,emmy@x.org,Submitted,,100.00,"Wednesday, 4 March 2026, 11:22 PM",-,\n'
    "Participant 299,Zed,zed@x.org,No submission,,100.00,-,-,\n"
)


def course_with(folder, roster):
    """A course's folder with a roster and nothing handed in."""
    (folder / "submitted").mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(CONFIG)
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    return folder


def archive(path, files, packed=(2026, 3, 1, 10, 0, 0)):
    """A zip archive of name → bytes; names that end in `@` are links."""
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            info = zipfile.ZipInfo(name.rstrip("@"), packed)
            info.external_attr = ((stat.S_IFLNK if name.endswith("@") else stat.S_IFREG) | 0o644) << 16
            made.writestr(info, data, zipfile.ZIP_DEFLATED)
    return path
