#!/usr/bin/env python3
"""Runs the reference model over many recorded streams in one process and writes the events of each.

usage: reference_events.py MODEL.py DIRECTORY

DIRECTORY/cases.txt has a line per case: NAME cores channels latency spad-kb arrays weight-depth ports noc request.
Reads DIRECTORY/NAME.jsonl, writes DIRECTORY/NAME.csv: first line the total cycles or "frozen", then cycle,core,event,instruction.
"""
import importlib.util
import json
import pathlib
import sys
from types import SimpleNamespace

OPTIONS = ('cores', 'channels', 'latency', 'spad_kb', 'arrays', 'weight_depth', 'ports', 'noc', 'request')


def load(path):
    spec = importlib.util.spec_from_file_location('reference_model', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(model, stream, options):
    with open(stream, encoding='utf-8') as lines:
        records = [json.loads(line) for line in lines]
    machine = model.Machine(model.build(records, options.request), options)
    try:
        return str(machine.run()), machine.log
    except SystemExit as end:
        if not str(end).startswith('frozen at step'):
            raise
        return 'frozen', machine.log


def main():
    model, folder = load(sys.argv[1]), pathlib.Path(sys.argv[2])
    for line in (folder / 'cases.txt').read_text(encoding='utf-8').splitlines():
        name, *values = line.split()
        options = SimpleNamespace(**dict(zip(OPTIONS, map(int, values), strict=True)))
        total, log = run(model, folder / (name + '.jsonl'), options)
        with open(folder / (name + '.csv'), 'w', encoding='utf-8') as out:
            out.write(total + '\n')
            out.writelines(','.join(map(str, event)) + '\n' for event in log)


if __name__ == '__main__':
    main()
