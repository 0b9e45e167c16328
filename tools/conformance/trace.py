"""A trace through python3-msgpack, knowing nothing of ActorSim's own codec.

trace.py decode IN        prints every top-level object as a line of JSON
trace.py recode IN OUT    decodes and encodes every object
trace.py make OUT         encodes a trace made here
"""
import json
import sys

import msgpack


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0x82F63B78 if crc & 1 else crc >> 1
    return crc ^ 0xFFFFFFFF


def objects(path):
    with open(path, 'rb') as f:
        yield from msgpack.Unpacker(f)


def make():
    body = b''.join(map(msgpack.packb, [
        [0, 'actorsim.trace', 1, 'python', 'made elsewhere', {'shape': [64, 64], 'note': 'ünïcode'}],
        [1, 0, 'X', 'f32', [64, 64], 4096, 16384],
        [2, 0, 'x', 16384, 0], [2, 1, 'c', 1024, 1], [2, 2, 'w', 0, 2],
        [3, 0, 'preload', 2, 128, 128], [3, 1, 'matmul', 1, 384, 256],
        [4, 0, 'k', [], 0],
        [5, 0, 0, [0, -1], 17408, [], [
            [0, 0, 0, 63 * 64, [64, 64], [-64, 1], 32, True, 0, 2, [], [0],
             {'low': [0, 1], 'high': [64, 64], 'fill': 0, 'later': {'x': [1.5, None]}}],
            [2, 0, 2, [0]],
            [1, 0, [], [0], [2]],
            [1, 1, [16, 16, 16], [0, 1, 2], [1]],
            [0, 1, 0, 0, [256], [1], 32, False, 1, 70000, [1], [], {}],
        ]],
        [6, 0, 1],
    ]))
    return body + msgpack.packb([7, 1, 1, 5, crc32c(body)])


def main(command, *paths):
    if command == 'decode':
        for o in objects(paths[0]):
            print(json.dumps(o, ensure_ascii=False, separators=(',', ':')))
    elif command == 'recode':
        with open(paths[1], 'wb') as f:
            f.writelines(map(msgpack.packb, objects(paths[0])))
    else:
        with open(paths[0], 'wb') as f:
            f.write(make())


main(*sys.argv[1:])
