"""Run with: ACTORSIM=path/to/actorsim python3 -m unittest discover -s tools/python/tests -t tools/python"""

import os
import tempfile
import unittest

import actorsim
from actorsim import _msgpack
from actorsim._crc32c import crc32c


def product(path: str) -> None:
    """Two work-items that multiply halves of x by w."""
    with actorsim.TraceWriter(path, "example") as t:
        x, w, y = t.tensor("x", (256, 128)), t.tensor("w", (128, 128)), t.tensor("y", (256, 128))
        size = 128 * 128 * 4
        x_tile, w_tile = t.buffer("x", size), t.buffer("w", size)
        weights, sums = t.buffer("weights", 0, "weights"), t.buffer("sums", size, "accumulator")
        preload = t.tile("preload", "preload", 128, 128)
        matmul = t.tile("matmul", "matmul", 384, 256)
        with t.kernel("product"):
            for half in range(2):
                with t.work_item() as item:
                    item.load(w, w_tile)
                    item.load(x, x_tile, offset=half * 128 * 128, dims=(128, 128))
                    item.compute(preload, [w_tile], [weights])
                    item.compute(matmul, [x_tile, weights], [sums])
                    item.store(y, sums, offset=half * 128 * 128, dims=(128, 128))


class FolderCase(unittest.TestCase):
    def setUp(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)

    def path(self, name: str) -> str:
        return os.path.join(self._folder.name, name)


class TraceTests(FolderCase):
    def test_crc_is_castagnolis(self) -> None:
        self.assertEqual(crc32c(b"123456789"), 0xE3069283)

    def test_values_come_back(self) -> None:
        values = [0, 127, 128, -1, -32, -33, 255, 256, 65536, -129, 2**63 - 1, -2**63, 1.5, True, None, "text", "x" * 300, [1] * 20, {"a": {"b": []}}]
        self.assertEqual(list(_msgpack.Unpacker(_msgpack.pack(values))), [values])

    def test_a_trace_is_read_as_it_was_written(self) -> None:
        for name in ("t.trace", "t.trace.gz"):
            product(self.path(name))
            trace = actorsim.read(self.path(name))
            self.assertEqual((trace.name, len(trace.work_items), trace.tensors[0].shape), ("example", 2, (256, 128)))
            rows = list(trace.records())
            self.assertEqual([r["kind"] for r in rows[:7]], ["load", "barrier", "load", "barrier", "compute", "compute", "store"])
            self.assertEqual(sum(r["bytes"] for r in rows), 6 * 65536)

    def test_a_damaged_trace_is_refused(self) -> None:
        product(self.path("t.trace"))
        with open(self.path("t.trace"), "rb") as file:
            data = bytearray(file.read())
        for place, message in ((len(data) - 1, "CRC"), (40, "")):
            damaged = bytearray(data)
            damaged[place] ^= 1
            with open(self.path("damaged"), "wb") as file:
                file.write(damaged)
            with self.assertRaisesRegex(ValueError, message):
                actorsim.read(self.path("damaged"))

    def test_a_wrong_word_is_named(self) -> None:
        with self.assertRaisesRegex(actorsim.TraceError, "unit 'matmull' is none of vector, matmul"):
            with actorsim.TraceWriter(self.path("t.trace"), "x") as t:
                t.tile("m", "matmull", 1)


class RunTests(FolderCase):
    def test_a_run_gives_rows(self) -> None:
        product(self.path("t.trace"))
        report = actorsim.run(self.path("t.trace"), system="tpuv3", set={"core.arrays": 1})
        self.assertGreater(report.cycles, 384)
        layer, = report.layers()
        self.assertEqual((layer["name"], layer["arrayBusyCycles"]), ("product", 256))
        self.assertIn("stallCycles.memory", layer)
        self.assertEqual(report.unit("layers[].spanCycles"), "core cycles")
        self.assertEqual({t["name"] for t in report.tensors()}, {"x", "w", "y"})
        self.assertEqual(len(report.cores()), 1)

    def test_a_refusal_says_why(self) -> None:
        with self.assertRaises(actorsim.ActorSimError) as refused:
            actorsim.run(self.path("missing.trace"))
        self.assertEqual(refused.exception.exit_code, 2)
        self.assertIn("missing.trace", str(refused.exception))


if __name__ == "__main__":
    unittest.main()
