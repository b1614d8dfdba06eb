"""Connects to a DL/T 698.45 meter with PyPI's dlt698 and reads, as the job on standard input says; prints JSON.

{port, address, items}: items are attribute descriptors (OAD) in hexadecimal; a refused one is told as its DAR.
"""

import json
import sys

import dlt698
from dlt698._native import ServerAddress

job = json.load(sys.stdin)
options = dlt698.ClientOptions()
session = options.protocol
session.server = ServerAddress(bytes=bytes.fromhex(job["address"])[::-1])
session.client_address = 0x10
options.protocol = session
told = {}
with dlt698.Client(options) as client:
    client.connect_tcp("127.0.0.1", job["port"], dlt698.ConnectionProfile.local_public)
    for item in job["items"]:
        oi, attribute, index = int(item[:4], 16), int(item[4:6], 16), int(item[6:], 16)
        found = client.get(dlt698.Oad(oi=oi, attribute=attribute, index=index))
        if found.data is None:
            told[item] = f"DAR {found.dar}"
        else:
            value = found.data
            for read in (value.as_octet_string, value.as_int32, value.as_uint32):
                try:
                    told[item] = read()
                    break
                except TypeError:  # another type of data
                    continue
            if isinstance(told.get(item), bytes):
                told[item] = told[item].hex()
json.dump(told, sys.stdout)
