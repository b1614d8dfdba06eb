"""Reads one register of PyPI dlt645's own server with its own client over loopback; prints the readings per second."""
import socket
import sys
import time

from loguru import logger

logger.remove()

from dlt645 import MeterClientService, MeterServerService  # noqa: E402

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]

address = bytes.fromhex("129078563412")
server = MeterServerService.new_tcp_server("127.0.0.1", port, 30)
server.set_address(address)
server.set_00(0x00010000, 1234.56)
server.start()
client = MeterClientService.new_tcp_client("127.0.0.1", port, 3.0)
client.connect()
# A text goes out in its own order: the order of the wire makes it right.
client.set_address(address.hex())
assert float(client.read_00(0x00010000).value) == 1234.56
seconds = float(sys.argv[1])
begun, count = time.perf_counter(), 0
while time.perf_counter() - begun < seconds:
    assert client.read_00(0x00010000) is not None
    count += 1
print(count / (time.perf_counter() - begun), flush=True)
client.disconnect()
server.stop()
sys.exit(0)
