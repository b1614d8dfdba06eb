"""Reads items of a DL/T 645 meter with PyPI's dlt645 as the job on standard input says, and prints them as JSON.

{port, address, items}: items are data identifiers in hexadecimal; a refused or silent one is null.
"""

import json
import sys

from dlt645 import MeterClientService
from loguru import logger

logger.remove()
job = json.load(sys.stdin)
client = MeterClientService.new_tcp_client("127.0.0.1", job["port"], timeout=2.0)
# It sends the digits in the order in which they are written, the wire has the lowest first.
client.set_address(bytes.fromhex(job["address"])[::-1].hex())
told = {}
for item in job["items"]:
    number = int(item, 16)
    read = getattr(client, f"read_{item[:2]}")
    found = read(number)
    told[item] = None if found is None else str(found.value)
found = client.read_address()
told["address"] = None if found is None else bytes.fromhex(str(found.value))[::-1].hex()
client.disconnect()
json.dump(told, sys.stdout)
