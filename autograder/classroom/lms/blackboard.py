"""Blackboard: its Grade Center's file for working offline."""

from autograder.classroom.lms.grades import Grades


def table(grades: Grades) -> list[list[str]]:
    """The rows of a file for *Work Offline, Upload*; it finds students by user name, columns by heading."""
    rows = [["Last Name", "First Name", "Username", "Student ID"]]
    rows[0] += [grades.heading(lesson, r"\|\s*\d+$") for lesson in grades.lessons]
    for student, marks in grades.of_roster(lambda one: one.login or one.id):
        first, _, last = student.full_name.rpartition(" ")
        names = [student.last or last, student.first or first]
        rows.append([*names, student.login or student.id, student.number, *marks])
    return rows
