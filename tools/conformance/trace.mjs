// A trace through @msgpack/msgpack, knowing nothing of ActorSim's own codec.
//   node trace.mjs decode IN         prints every top-level object as a line of JSON
//   node trace.mjs recode IN OUT     decodes and encodes every object
//   node trace.mjs make OUT          encodes a trace made here
import { readFileSync, writeFileSync } from 'node:fs';
import { decodeMulti, encode } from '@msgpack/msgpack';

function crc32c(bytes) {
    let crc = 0xffffffff;
    for (const byte of bytes) {
        crc ^= byte;
        for (let bit = 0; bit < 8; bit++)
            crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    }
    return (crc ^ 0xffffffff) >>> 0;
}

function join(objects) {
    return Buffer.concat(objects.map(o => Buffer.from(encode(o))));
}

function make() {
    const body = join([
        [0, 'actorsim.trace', 1, 'javascript', 'made elsewhere', { shape: [64, 64], note: 'ünïcode' }],
        [1, 0, 'X', 'f32', [64, 64], 4096, 16384],
        [2, 0, 'x', 16384, 0], [2, 1, 'c', 1024, 1], [2, 2, 'w', 0, 2],
        [3, 0, 'preload', 2, 128, 128], [3, 1, 'matmul', 1, 384, 256],
        [4, 0, 'k', [], 0],
        [5, 0, 0, [0, -1], 17408, [], [
            [0, 0, 0, 63 * 64, [64, 64], [-64, 1], 32, true, 0, 2, [], [0], { low: [0, 1], high: [64, 64], fill: 0, later: { x: [1.5, null] } }],
            [2, 0, 2, [0]],
            [1, 0, [], [0], [2]],
            [1, 1, [16, 16, 16], [0, 1, 2], [1]],
            [0, 1, 0, 0, [256], [1], 32, false, 1, 70000, [1], [], {}],
        ]],
        [6, 0, 1],
    ]);
    return Buffer.concat([body, join([[7, 1, 1, 5, crc32c(body)]])]);
}

const [, , command, input, output] = process.argv;
if (command === 'decode')
    for (const object of decodeMulti(readFileSync(input)))
        console.log(JSON.stringify(object));
else if (command === 'recode')
    writeFileSync(output, join([...decodeMulti(readFileSync(input))]));
else
    writeFileSync(input, make());
