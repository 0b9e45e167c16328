"""The part of MessagePack that traces use: integers, floats, booleans, nil, strings, arrays, maps."""

import struct
from typing import Any, List, Tuple

MAX_DEPTH = 64


class MsgpackError(ValueError):
    """Bytes that are no MessagePack, or a value that cannot be written."""


def pack(value: Any) -> bytes:
    """The shortest encoding of a value."""
    out: List[bytes] = []
    _pack(value, out, 0)
    return b"".join(out)


def _pack(value: Any, out: List[bytes], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise MsgpackError(f"nested more than {MAX_DEPTH} deep")
    if value is None:
        out.append(b"\xc0")
    elif isinstance(value, bool):
        out.append(b"\xc3" if value else b"\xc2")
    elif isinstance(value, float):
        out.append(b"\xcb" + struct.pack(">d", value))
    elif isinstance(value, str):
        _pack_text(value.encode("utf-8"), out)
    elif isinstance(value, dict):
        out.append(_head(len(value), 0x80, 16, ((0xDE, ">H", 16), (0xDF, ">I", 32))))
        for key, item in value.items():
            _pack(key, out, depth + 1)
            _pack(item, out, depth + 1)
    elif isinstance(value, (list, tuple)):
        out.append(_head(len(value), 0x90, 16, ((0xDC, ">H", 16), (0xDD, ">I", 32))))
        for item in value:
            _pack(item, out, depth + 1)
    elif hasattr(value, "__index__"):
        out.append(_pack_integer(value.__index__()))
    else:
        raise MsgpackError(f"{type(value).__name__} cannot be written to a trace")


def _pack_text(data: bytes, out: List[bytes]) -> None:
    out.append(_head(len(data), 0xA0, 32, ((0xD9, ">B", 8), (0xDA, ">H", 16), (0xDB, ">I", 32))))
    out.append(data)


def _head(length: int, fixed: int, below: int, longer: Tuple[Tuple[int, str, int], ...]) -> bytes:
    if length < below:
        return bytes([fixed | length])
    for code, form, bits in longer:
        if length < 1 << bits:
            return bytes([code]) + struct.pack(form, length)
    raise MsgpackError(f"{length} elements are too many")


def _pack_integer(value: int) -> bytes:
    if -32 <= value < 128:
        return struct.pack(">b", value)
    forms = ((0xCC, ">B", 8), (0xCD, ">H", 16), (0xCE, ">I", 32), (0xCF, ">Q", 64))
    if value < 0:
        forms = ((0xD0, ">b", 7), (0xD1, ">h", 15), (0xD2, ">i", 31), (0xD3, ">q", 63))
    for code, form, bits in forms:
        if (value if value >= 0 else -value - 1) < 1 << bits:
            return bytes([code]) + struct.pack(form, value)
    raise MsgpackError(f"{value} does not fit 64 bits")


class Unpacker:
    """Objects of a buffer, one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.offset = 0

    def __iter__(self) -> "Unpacker":
        return self

    def __next__(self) -> Any:
        if self.offset == len(self._data):
            raise StopIteration
        return self._value(0)

    def _take(self, count: int) -> bytes:
        end = self.offset + count
        if end > len(self._data):
            raise MsgpackError(f"byte {self.offset}: the data ends within a value")
        part = self._data[self.offset:end]
        self.offset = end
        return part

    def _number(self, form: str) -> Any:
        return struct.unpack(form, self._take(struct.calcsize(form)))[0]

    def _value(self, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise MsgpackError(f"byte {self.offset}: nested more than {MAX_DEPTH} deep")
        code = self._take(1)[0]
        if code < 0x80:
            return code
        if code < 0x90:
            return self._map(code & 15, depth)
        if code < 0xA0:
            return self._array(code & 15, depth)
        if code < 0xC0:
            return self._text(code & 31)
        if code >= 0xE0:
            return code - 256
        return self._coded(code, depth)

    def _coded(self, code: int, depth: int) -> Any:
        constants = {0xC0: None, 0xC2: False, 0xC3: True}
        if code in constants:
            return constants[code]
        numbers = {0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q", 0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q"}
        if code in numbers:
            return self._number(numbers[code])
        texts = {0xD9: ">B", 0xDA: ">H", 0xDB: ">I"}
        if code in texts:
            return self._text(self._number(texts[code]))
        if code in (0xDC, 0xDD):
            return self._array(self._number(">H" if code == 0xDC else ">I"), depth)
        if code in (0xDE, 0xDF):
            return self._map(self._number(">H" if code == 0xDE else ">I"), depth)
        raise MsgpackError(f"byte {self.offset - 1}: code {code:#x} is not used in traces")

    def _text(self, length: int) -> str:
        return self._take(length).decode("utf-8")

    def _array(self, length: int, depth: int) -> List[Any]:
        return [self._value(depth + 1) for _ in range(length)]

    def _map(self, length: int, depth: int) -> Any:
        return {self._value(depth + 1): self._value(depth + 1) for _ in range(length)}
