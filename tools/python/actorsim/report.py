"""The JSON report of a run (docs/report.md)."""

import json
from typing import Any, Dict, List

SCHEMA = "actorsim.report/1"


class Report:
    """A report with its tables as rows: ``pandas.DataFrame(report.layers())``."""

    def __init__(self, data: Dict[str, Any]) -> None:
        if data.get("schema") != SCHEMA:
            raise ValueError(f"a report of schema {data.get('schema')!r}; this package reads {SCHEMA}")
        self.data = data

    @staticmethod
    def read(path: str) -> "Report":
        """From a file that ``actorsim run --json FILE`` wrote."""
        with open(path, encoding="utf-8") as file:
            return Report(json.load(file))

    @property
    def cycles(self) -> int:
        """Core cycles of the run."""
        return self.data["cycles"]

    @property
    def seconds(self) -> float:
        """Simulated time."""
        return self.data["seconds"]

    @property
    def digest(self) -> str:
        """Equal digests, equal runs."""
        return self.data["digest"]

    def layers(self) -> List[Dict[str, Any]]:
        """Kernels, of a model its nodes, in order of time."""
        return self._rows("layers")

    def cores(self) -> List[Dict[str, Any]]:
        """Issue, stalls, units; nested members as "stallCycles.memory"."""
        return self._rows("cores")

    def channels(self) -> List[Dict[str, Any]]:
        """Of the memory."""
        return [_flat(row) for row in self.data["dram"]["channels"]]

    def tensors(self) -> List[Dict[str, Any]]:
        """What was moved for each tensor, and how the memory served it."""
        return self._rows("tensors")

    def unit(self, path: str) -> str:
        """Of a number, for example ``unit("layers[].spanCycles")``."""
        return self.data["definitions"][path]["unit"]

    def _rows(self, member: str) -> List[Dict[str, Any]]:
        return [_flat(row) for row in self.data[member]]


def _flat(value: Dict[str, Any], prefix: str = "") -> Dict[str, Any]:
    row: Dict[str, Any] = {}
    for name, member in value.items():
        if isinstance(member, dict):
            row.update(_flat(member, f"{prefix}{name}."))
        elif isinstance(member, list) and all(isinstance(m, dict) for m in member):
            for place, item in enumerate(member):
                row.update(_flat(item, f"{prefix}{name}[{place}]."))
        else:
            row[prefix + name] = member
    return row
