"""Runs the simulator."""

import json
import os
import shutil
import subprocess
from typing import Any, Dict, List, Optional, Sequence, Union

from .report import Report


class ActorSimError(RuntimeError):
    """The simulator refused or stopped. ``exit_code``: 2 wrong input, 3 the simulation cannot proceed (docs/report.md)."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def run(inputs: Union[str, Sequence[str]], system: Optional[str] = None, set: Optional[Dict[str, Any]] = None,
        shape: Optional[Dict[str, int]] = None, arguments: Sequence[str] = (), tool: Optional[str] = None) -> Report:
    """Simulates traces, packages or models and returns the report.

    set: configuration keys, for example {"core.arrays": 4}; shape: open sizes of a model; arguments: more of the command line.
    tool: the program, default $ACTORSIM or ``actorsim`` on the path.
    """
    command = [*_tool(tool), "run", *([inputs] if isinstance(inputs, str) else inputs), "--json", "-"]
    if system is not None:
        command += ["--system", system]
    for key, value in (set or {}).items():
        command += ["--set", f"{key}={value}"]
    for name, size in (shape or {}).items():
        command += ["--shape", f"{name}={size}"]
    return Report(json.loads(_output([*command, *arguments])))


def version(tool: Optional[str] = None) -> str:
    """Of the simulator, with the commit that it was built from."""
    return _output([*_tool(tool), "--version"]).strip()


def _tool(tool: Optional[str]) -> List[str]:
    name = tool or os.environ.get("ACTORSIM") or "actorsim"
    found = shutil.which(name)
    if found is None:
        raise ActorSimError(f"{name}: not found; put it on the path, or its file into ACTORSIM", 2)
    return [found]


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ActorSimError(done.stderr.strip(), done.returncode)
    return done.stdout
