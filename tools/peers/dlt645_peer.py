"""Lets PyPI dlt645 make, take apart and answer frames as the job on standard input says; prints JSON.

{build: [{address, control, data}], streams: [hex], meter: {address, energies, demands, variables, parameters, frames},
master: {address, frames}}. Addresses and frames are hexadecimal in the order of the wire, identifiers eight digits.
`build` gives frames, `streams` the frames found in each, `meter` what the package's server answers to each frame, and
`master` the value that its client reads from each.
"""

import json
import sys
from datetime import datetime

from loguru import logger

logger.remove()

from dlt645 import Demand, DLT645Protocol, MeterClientService, MeterServerService  # noqa: E402

job = json.load(sys.stdin)


def wire(text):
    return bytes.fromhex(text)


def frames(stream):
    found, rest = [], wire(stream)
    while True:
        rest, frame = DLT645Protocol.deserialize_with_remaining(rest)
        if frame is None:
            return found
        found.append(
            {"address": bytes(frame.addr).hex(), "control": frame.ctrl_code, "data": bytes(frame.data).hex()}
        )


def answers(meter):
    server = MeterServerService.new_tcp_server("127.0.0.1", 0, 1)
    server.set_address(wire(meter["address"]))
    for identifier, value in meter["energies"].items():
        assert server.set_00(int(identifier, 16), value), identifier
    for identifier, (value, at) in meter["demands"].items():
        assert server.set_01(int(identifier, 16), Demand(value, datetime.fromisoformat(at))), identifier
    for identifier, value in meter["variables"].items():
        assert server.set_02(int(identifier, 16), value), identifier
    for identifier, value in meter["parameters"].items():
        assert server.set_04(int(identifier, 16), value), identifier
    answered = [server.handle_request(DLT645Protocol.deserialize(wire(frame))) for frame in meter["frames"]]
    return [answer and bytes(answer).hex() for answer in answered]


def values(master):
    client = MeterClientService.new_tcp_client("127.0.0.1", 0, 1)
    # A text goes out in its own order: the order of the wire makes it right.
    client.set_address(master["address"])
    read = [client.handle_response(DLT645Protocol.deserialize(wire(frame))) for frame in master["frames"]]
    return [item and str(item.value) for item in read]


print(
    json.dumps(
        {
            "build": [
                bytes(DLT645Protocol.build_frame(wire(f["address"]), f["control"], wire(f["data"]), 0)).hex()
                for f in job["build"]
            ],
            "streams": [frames(stream) for stream in job["streams"]],
            "meter": answers(job["meter"]),
            "master": values(job["master"]),
        }
    )
)
