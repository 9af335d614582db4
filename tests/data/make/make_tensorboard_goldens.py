#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 VRFT-Aug Workstation authors
# SPDX-License-Identifier: Apache-2.0
"""Golden event file: what TensorBoard's own writer makes of a run's figures.

Needs tensorboard (pip install tensorboard), whose RecordWriter and protobuf classes do the writing:
    python3 tests/data/make/make_tensorboard_goldens.py
It reads tests/data/run/tensorboard/{metrics,completions-0001}.jsonl, a run as an engine leaves it, and writes
expected.tfevents beside them; the output is committed and the tests compare bytes with it.
"""
import io
import json
from pathlib import Path

from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2, types_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

DATA = Path(__file__).resolve().parent.parent / "run" / "tensorboard"
ANSWERS = 1  # samples whose answers are written


def lines_that_count(name, step_of):
    """Without those that a resume has superseded (docs/formats.md 1)."""
    lines = []
    for text in (DATA / name).read_text(encoding="utf-8").split("\n"):
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if line.get("kind") == "resumed":
            lines = [before for before in lines if step_of(before) <= line["from_step"]]
        else:
            lines.append(line)
    return lines


def figures(line):
    return sorted((key, value) for key, value in line.items()
                  if key not in ("step", "time") and isinstance(value, (int, float)) and not isinstance(value, bool))


def scalar_event(line):
    values = [summary_pb2.Summary.Value(tag=tag, simple_value=value) for tag, value in figures(line)]
    return event_pb2.Event(wall_time=line["time"], step=line["step"], summary=summary_pb2.Summary(value=values))


def text_event(line, time):
    words = [line["text"]] + [f"{name} {part['score']:g}: {part['reason']}" for name, part in line["rewards"].items()]
    block = "\n".join("    " + row for row in "\n".join(words).split("\n"))
    tensor = tensor_pb2.TensorProto(
        dtype=types_pb2.DT_STRING, string_val=[block.encode()],
        tensor_shape=tensor_shape_pb2.TensorShapeProto(dim=[tensor_shape_pb2.TensorShapeProto.Dim(size=1)]))
    metadata = summary_pb2.SummaryMetadata(plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name="text"))
    value = summary_pb2.Summary.Value(tag="answers/" + line["sample"], tensor=tensor, metadata=metadata)
    return event_pb2.Event(wall_time=time, step=line["step"], summary=summary_pb2.Summary(value=[value]))


def main():
    metrics = lines_that_count("metrics.jsonl", lambda line: line["step"])
    times = {line["step"]: line["time"] for line in metrics}
    events = [event_pb2.Event(wall_time=metrics[0]["time"], file_version="brain.Event:2")]
    events += [scalar_event(line) for line in metrics if figures(line)]
    answers = [line for line in lines_that_count("completions-0001.jsonl", lambda line: line["step"])
               if line["kind"] == "heldout"]
    shown = list(dict.fromkeys(line["sample"] for line in answers))[:ANSWERS]
    events += [text_event(line, times[line["step"]]) for line in answers if line["sample"] in shown]
    stream = io.BytesIO()
    stream.close = lambda: None
    writer = RecordWriter(stream)
    for event in events:
        writer.write(event.SerializeToString(deterministic=True))
    (DATA / "expected.tfevents").write_bytes(stream.getvalue())


if __name__ == "__main__":
    main()
