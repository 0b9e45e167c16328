"""Traces (docs/trace-format.md, version 1): a writer that keeps the books, and a reader."""

import gzip
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Dict, Iterable, Iterator, List, Optional, Sequence, Tuple, Union

from ._crc32c import crc32c
from ._msgpack import Unpacker, pack

FORMAT = "actorsim.trace"
VERSION = 1
UNITS = ("vector", "matmul", "preload", "cross-lane")
ROLES = ("load", "accumulator", "weights", "scratch")


class TraceError(ValueError):
    """A trace that breaks a rule; the message says where."""


@dataclass(frozen=True)
class Tensor:
    """A region of memory."""

    id: int
    name: str
    dtype: str
    shape: Tuple[int, ...]
    base: int
    bytes: int

    @property
    def strides(self) -> Tuple[int, ...]:
        """In elements, row by row."""
        strides = [1]
        for size in reversed(self.shape[1:]):
            strides.insert(0, strides[0] * size)
        return tuple(strides)


@dataclass(frozen=True)
class Buffer:
    """A piece of scratchpad; of role "weights" a place in an array."""

    id: int
    name: str
    bytes: int
    role: str


@dataclass(frozen=True)
class Tile:
    """The cost of an operation: core cycles on an empty unit, and how many of them the operation before it may still have."""

    id: int
    name: str
    unit: str
    cycles: int
    overlap: int


class WorkItem:
    """What is handed to one core: records in program order."""

    def __init__(self, writer: "TraceWriter", kernel: int, index: int, parallel: Sequence[int], depends_on: Sequence[int]) -> None:
        self._writer = writer
        self._head = [5, kernel, index, list(parallel)]
        self._depends_on = list(depends_on)
        self._records: List[Any] = []
        self._tag = 0
        self._held: Dict[int, int] = {}
        self.index = index

    def load(self, tensor: Tensor, buffer: Buffer, offset: int = 0, dims: Optional[Sequence[int]] = None,
             strides: Optional[Sequence[int]] = None, bits: int = 32) -> None:
        """Asynchronous, with the barrier that waits for its data behind it. dims: of the box, default the whole tensor."""
        dims = tuple(dims or tensor.shape)
        strides = tuple(strides or tensor.strides[-len(dims):])
        slot = sum(1 for r in self._records if r[0] == 0)
        self._records.append([0, 0, tensor.id, offset, list(dims), list(strides), bits, True, self._tag, slot, [], [buffer.id], {}])
        self._records.append([2, self._tag, slot, [buffer.id]])
        self._hold(buffer, _product(dims) * bits // 8)

    def compute(self, tile: Tile, reads: Iterable[Buffer] = (), writes: Iterable[Buffer] = (), dims: Sequence[int] = ()) -> None:
        """An operation of the tile's unit."""
        reads, writes = list(reads), list(writes)
        self._records.append([1, tile.id, list(dims), [b.id for b in reads], [b.id for b in writes]])
        for buffer in writes:
            self._hold(buffer, buffer.bytes)

    def store(self, tensor: Tensor, buffer: Buffer, offset: int = 0, dims: Optional[Sequence[int]] = None,
              strides: Optional[Sequence[int]] = None, bits: int = 32) -> None:
        """From a buffer to a tensor."""
        dims = tuple(dims or tensor.shape)
        strides = tuple(strides or tensor.strides[-len(dims):])
        self._records.append([0, 1, tensor.id, offset, list(dims), list(strides), bits, False, self._tag + 1, 0, [buffer.id], [], {}])

    def __enter__(self) -> "WorkItem":
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self._writer._end_item(self._head + [sum(self._held.values()), self._depends_on, self._records], len(self._records))

    def _hold(self, buffer: Buffer, count: int) -> None:
        if buffer.role != "weights":
            self._held[buffer.id] = max(self._held.get(buffer.id, 0), count)


class TraceWriter:
    """Writes a trace object by object; ``.gz`` packs it. Use it as a context: the footer comes at its end, and without errors only.

    >>> with TraceWriter("t.trace", "example") as t:
    ...     x = t.tensor("x", (64, 64))
    ...     b = t.buffer("b", 64 * 64 * 4)
    ...     with t.kernel("copy"):
    ...         with t.work_item() as w:
    ...             w.load(x, b)
    """

    def __init__(self, path: str, name: str, producer: str = "actorsim-python", meta: Optional[Dict[str, Any]] = None, first_address: int = 1 << 20) -> None:
        self._path = path
        self._file: BinaryIO = gzip.open(path, "wb") if path.endswith(".gz") else open(path, "wb")  # type: ignore[assignment]
        self._crc = 0
        self._ids = {"tensor": 0, "buffer": 0, "tile": 0, "kernel": 0}
        self._address = first_address
        self._kernel: Optional[Tuple[int, int]] = None
        self._counts = [0, 0, 0]
        self._write([0, FORMAT, VERSION, producer, name, meta or {}])

    def tensor(self, name: str, shape: Sequence[int], dtype: str = "f32", bits: int = 32, base: Optional[int] = None) -> Tensor:
        """Of ``bits`` bits an element; behind the tensors before it unless ``base`` says where."""
        count = _product(shape) * bits // 8
        address = self._address if base is None else base
        self._address = max(self._address, -(-(address + count) // 4096) * 4096)
        tensor = Tensor(self._next("tensor"), name, dtype, tuple(shape), address, count)
        self._write([1, tensor.id, name, dtype, list(shape), address, count])
        return tensor

    def buffer(self, name: str, count: int = 0, role: str = "load") -> Buffer:
        """Of so many bytes; role: one of ROLES."""
        buffer = Buffer(self._next("buffer"), name, count, role)
        self._write([2, buffer.id, name, count, _place(ROLES, role, "role")])
        return buffer

    def tile(self, name: str, unit: str, cycles: int, overlap: int = 0) -> Tile:
        """unit: one of UNITS; 0 <= overlap <= cycles."""
        if not 0 <= overlap <= cycles:
            raise TraceError(f"tile '{name}': overlap {overlap} must be from 0 to its {cycles} cycles")
        tile = Tile(self._next("tile"), name, unit, cycles, overlap)
        self._write([3, tile.id, name, _place(UNITS, unit, "unit"), cycles, overlap])
        return tile

    def kernel(self, name: str, depends_on: Sequence["Kernel"] = (), partition: int = 0) -> "Kernel":
        """A context, in which work-items are written."""
        return Kernel(self, self._next("kernel"), name, [k.id for k in depends_on], partition)

    def work_item(self, parallel: Sequence[int] = (), depends_on: Sequence[WorkItem] = ()) -> WorkItem:
        """The next one of the kernel that is open; a context, in which records are written."""
        if self._kernel is None:
            raise TraceError("a work-item needs a kernel around it")
        kernel, index = self._kernel
        return WorkItem(self, kernel, index, parallel or (index,), [w.index for w in depends_on])

    def close(self) -> None:
        """Writes the footer and closes the file."""
        self._write([7, *self._counts, self._crc])
        self._file.close()

    def __enter__(self) -> "TraceWriter":
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()

    def _begin_kernel(self, head: List[Any]) -> None:
        if self._kernel is not None:
            raise TraceError(f"kernel {head[1]} begins within kernel {self._kernel[0]}")
        self._write(head)
        self._kernel = (head[1], 0)

    def _end_kernel(self) -> None:
        assert self._kernel is not None
        self._write([6, *self._kernel])
        self._counts[0] += 1
        self._kernel = None

    def _end_item(self, item: List[Any], records: int) -> None:
        assert self._kernel is not None
        self._write(item)
        self._kernel = (self._kernel[0], self._kernel[1] + 1)
        self._counts[1] += 1
        self._counts[2] += records

    def _next(self, kind: str) -> int:
        self._ids[kind] += 1
        return self._ids[kind] - 1

    def _write(self, value: List[Any]) -> None:
        data = pack(value)
        self._crc = crc32c(data, self._crc)
        self._file.write(data)


@dataclass
class Kernel:
    """Work-items that may run in any order unless they say otherwise."""

    writer: TraceWriter
    id: int
    name: str
    depends_on: List[int]
    partition: int

    def __enter__(self) -> "Kernel":
        self.writer._begin_kernel([4, self.id, self.name, self.depends_on, self.partition])
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self.writer._end_kernel()


@dataclass
class Trace:
    """A trace as read: declarations by id, and work-items as their objects (docs/trace-format.md)."""

    name: str
    producer: str
    meta: Dict[str, Any]
    tensors: Dict[int, Tensor] = field(default_factory=dict)
    buffers: Dict[int, Buffer] = field(default_factory=dict)
    tiles: Dict[int, Tile] = field(default_factory=dict)
    kernels: Dict[int, str] = field(default_factory=dict)
    work_items: List[List[Any]] = field(default_factory=list)

    def records(self) -> Iterator[Dict[str, Any]]:
        """One row for each record, for pandas.DataFrame(trace.records())."""
        for item in self.work_items:
            for place, record in enumerate(item[6]):
                yield {"kernel": self.kernels[item[1]], "work_item": item[2], "record": place, **self._row(record)}

    def _row(self, record: List[Any]) -> Dict[str, Any]:
        if record[0] == 0:
            count = _product(record[4])
            return {"kind": "store" if record[1] else "load", "name": self.tensors[record[2]].name, "elements": count,
                    "bytes": count * record[6] // 8, "cycles": 0, "unit": ""}
        if record[0] == 1:
            tile = self.tiles[record[1]]
            return {"kind": "compute", "name": tile.name, "elements": 0, "bytes": 0, "cycles": tile.cycles, "unit": tile.unit}
        return {"kind": "barrier", "name": "", "elements": 0, "bytes": 0, "cycles": 0, "unit": ""}


def read(path: str) -> Trace:
    """A whole trace, packed with gzip or not. Raises TraceError if it is cut, of another version, or its CRC is wrong."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    objects = Unpacker(data)
    head = next(objects, None)
    if not isinstance(head, list) or head[:2] != [0, FORMAT]:
        raise TraceError(f"{path}: is no trace")
    if head[2] != VERSION:
        raise TraceError(f"{path}: is of version {head[2]}; this package reads version {VERSION}")
    trace = Trace(name=head[4], producer=head[3], meta=head[5])
    footer = None
    start = objects.offset
    for value in objects:
        if value[0] == 7:
            footer = value
            break
        _add(trace, value)
        start = objects.offset
    if footer is None:
        raise TraceError(f"{path}: has no footer: it is cut")
    if footer[4] != crc32c(data[:start]):
        raise TraceError(f"{path}: the CRC of its footer is not that of its bytes")
    return trace


def _add(trace: Trace, value: List[Any]) -> None:
    kind = value[0]
    if kind == 1:
        trace.tensors[value[1]] = Tensor(value[1], value[2], value[3], tuple(value[4]), value[5], value[6])
    elif kind == 2:
        trace.buffers[value[1]] = Buffer(value[1], value[2], value[3], ROLES[value[4]])
    elif kind == 3:
        trace.tiles[value[1]] = Tile(value[1], value[2], UNITS[value[3]], value[4], value[5])
    elif kind == 4:
        trace.kernels[value[1]] = value[2]
    elif kind == 5:
        trace.work_items.append(value)


def _product(sizes: Union[Sequence[int], Tuple[int, ...]]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product


def _place(names: Tuple[str, ...], name: str, what: str) -> int:
    if name not in names:
        raise TraceError(f"{what} '{name}' is none of {', '.join(names)}")
    return names.index(name)
