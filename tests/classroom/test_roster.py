"""A roster is whatever a learning platform exports; what is wrong with one is told in one line."""

import pytest

pytest.importorskip("nbgrader")

from support.platforms import OF_CANVAS, OUR_OWN, WORKSHEET

from autograder.classroom.roster import read
from autograder.errors import Refusal

BLACKBOARD = '\ufeff"Last Name"\t"First Name"\t"Username"\t"Student ID"\nO\'Brien\tMary-Ann\tmob\t103\n'


@pytest.fixture
def roster(tmp_path):
    def make(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        return read(path)

    return make


@pytest.mark.parametrize(
    "text, encoding, ids",
    [
        (OF_CANVAS, "utf-8-sig", ["ada", "emmy", "mob"]),
        (OUR_OWN, "utf-8", ["ada", "emmy", "mob"]),
        (WORKSHEET, "utf-8", ["ada@x.org", "emmy@x.org", "zed@x.org"]),
        (BLACKBOARD, "utf-16", ["mob"]),
        ("E-Mail,Vorname\na@x.org,A\n\n", "utf-8", ["a@x.org"]),
    ],
)
def test_what_platforms_export_is_a_roster_as_it_is(roster, text, encoding, ids):
    assert [student.id for student in roster(text.lstrip("\ufeff"), encoding).students] == ids


def test_students_are_found_by_each_number_and_by_their_name_in_either_order(roster):
    found = roster(OF_CANVAS)
    assert {found.by("canvas", "4713"), found.by("login", "MOB")} == {found.students[2]}
    for name in ("obrienmaryann", "Mary-Ann O'Brien", "O’Brien, Mary-Ann"):
        assert found.named(name) == found.students[2]
    assert roster("id,name\na,Jörg Müller\nb,Ada\n").named("Muller Jorg").id == "a"
    assert roster("id,name\na,Ada King\nb,King Ada\n").named("Ada King") is None, "it is two people's"
    assert found.named("") is None and found.by("email", "") is None


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "names no student's id"),
        ("Vorname,Note\nA,1\n", "should have headings such as id,name,email,canvas_id"),
        ("id,name\nada,Ada\n,Emmy\n", "line 3 of"),
        ("id,name\nada,Ada\nada,Emmy\n", "lines 2 and 3 of"),
        ("id,email\nada,a@x.org\nemmy,A@x.org\n", "the same email"),
        ("id\n../ada\n", "cannot be a folder's name"),
        ("id\n.ada\n", "cannot be a folder's name"),
        ("id,name\nada,M\xfcller\n", "CSV UTF-8"),
    ],
)
def test_what_is_no_roster_is_refused_in_one_line(roster, text, told):
    with pytest.raises(Refusal) as refused:
        roster(text, "latin-1")
    assert told in str(refused.value) and "\n" not in str(refused.value)
