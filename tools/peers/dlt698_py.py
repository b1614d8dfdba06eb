"""Asks PyPI's dlt698 about DL/T 698.45, as the first argument says.

codec: for each line {apdu | security | data | frame: hex} on standard input, {hex} of what it writes after reading it,
or {error}.
catalogue: the types and scales of all attributes that it knows.
serve: a server on a loopback port; prints the port and serves until standard input ends.
call PORT: a client of a server there; prints what it read, wrote and did.
"""

import json
import sys

from dlt698 import (
    Client,
    ClientOptions,
    ConnectionProfile,
    Data,
    Dlt698Error,
    Oad,
    Omd,
    Server,
    SessionOptions,
    codec,
    standard,
)
from dlt698.protocol import link

FREQUENCY = Oad(oi=0x200F, attribute=2, index=0)
VOLTAGE = Oad(oi=0x2000, attribute=2, index=0)
CLOCK = Oad(oi=0x4000, attribute=2, index=0)
ABSENT = Oad(oi=0x4002, attribute=2, index=0)

CODECS = {
    "apdu": (codec.decode_apdu, codec.encode_apdu),
    "security": (codec.decode_security, codec.encode_security),
    "data": (codec.decode_data, codec.encode_data),
    "frame": (codec.decode_frame, codec.encode_frame),
}


def again(kind, text):
    decode, encode = CODECS[kind]
    try:
        return {"hex": encode(decode(bytes.fromhex(text))).hex()}
    except Dlt698Error as error:
        return {"error": str(error)}


def answer_codec():
    for line in sys.stdin:
        ((kind, text),) = json.loads(line).items()
        print(json.dumps(again(kind, text)))


def print_catalogue():
    def described(one):
        return {
            "type": one.type.value,
            "element": one.element_type.value if getattr(one, "element_type", None) else None,
            "scaling": [one.scaling.scaler, one.scaling.unit] if one.scaling else None,
        }

    objects = [
        {
            "oi": known.oi,
            "class": known.class_id,
            "name": known.name,
            "attributes": {one.number: described(one) for one in known.attributes},
        }
        for known in standard.objects()
    ]
    print(json.dumps(objects))


def serve():
    with Server() as server:
        server.set(FREQUENCY, Data.uint16(5000))
        server.set(VOLTAGE, Data.array([Data.uint16(2413)] * 3))
        server.set(CLOCK, Data.date_time_s([0x07, 0xEA, 11, 30, 10, 15, 30]))
        server.start_tcp("127.0.0.1", 0, ConnectionProfile.remote_public)
        print(server.local_port, flush=True)
        sys.stdin.read()


def call(port):
    # Reading the options gives copies.
    options, protocol = ClientOptions(), SessionOptions()
    protocol.server = link.ServerAddress(
        bytes=bytes.fromhex("070919051620"), logical=0, type=link.AddressType.single
    )
    options.protocol = protocol
    with Client(options) as client:
        client.connect_tcp("127.0.0.1", port, ConnectionProfile.remote_public)
        outcome = {
            "frequency": client.get(FREQUENCY).require_data().as_uint16(),
            "absent": client.get(ABSENT).dar,
            "list": [
                codec.encode_data(one.result).hex() if isinstance(one.result, Data) else one.result
                for one in client.get_list([FREQUENCY, ABSENT, VOLTAGE]).attributes
            ],
            "long": len(
                client.get_list([Oad(oi=0x4103, attribute=2, index=n) for n in range(60)]).attributes
            ),
            "set": client.set(CLOCK, Data.date_time_s([0x07, 0xEA, 11, 30, 10, 16, 0])),
            "action": client.action(Omd(oi=0x0010, method=1, mode=0), Data.int8(0)).dar,
        }
    print(json.dumps(outcome))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["codec"]:
            answer_codec()
        case ["catalogue"]:
            print_catalogue()
        case ["serve"]:
            serve()
        case ["call", port]:
            call(int(port))
