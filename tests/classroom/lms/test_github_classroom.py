"""The workflow for GitHub Classroom: the step that checks gives what the reporter of points reads."""

import base64
import json
import os
import subprocess
import sys

import pytest

from autograder import lesson as lessons

yaml = pytest.importorskip("yaml")

WORKFLOW = lessons.ROOT / "autograder" / "classroom" / "lms" / "github_classroom.yml"


def test_a_push_is_checked_and_its_points_are_reported(copy_of, tmp_path):
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    steps = workflow["jobs"]["grade"]["steps"]
    (check,) = [step for step in steps if step.get("id") == "points"]
    assert workflow[True] == ["push", "workflow_dispatch"], "YAML reads `on` as a truth"
    assert steps[-1]["env"] == {"POINTS_RESULTS": "${{ steps.points.outputs.result }}"}
    for name, start in (("python", sys.executable), ("hardway", f"{sys.executable} -m autograder")):
        (tmp_path / name).write_text(f'#!/bin/sh\nexec {start} "$@"\n')
        (tmp_path / name).chmod(0o755)
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    env = {**os.environ, **workflow["env"], "PATH": path, "PYTHONPATH": str(lessons.ROOT)}
    env |= {"RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(tmp_path / "output")}
    copy = copy_of().solve("relu")
    # As GitHub starts it.
    command = ["bash", "-e", "-c", check["run"]]
    done = subprocess.run(command, cwd=copy.path.parent, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    name, _, encoded = (tmp_path / "output").read_text().strip().partition("=")
    result = json.loads(base64.b64decode(encoded))
    scores = {test["name"]: (test["status"], test["score"]) for test in result["tests"]}
    assert name == "result" and result["status"] == "fail" and scores["relu"] == ("pass", 6)
    assert sum(score for _, score in scores.values()) == 6 < result["max_score"]
    assert "relu: 6 of 6" in done.stderr
