"""Takes a meter frame apart and puts it together again for so many seconds; prints how often in a second."""
import sys
import time

kind, seconds, frame = sys.argv[1], float(sys.argv[2]), bytes.fromhex(sys.argv[3])

if kind == "645":
    from loguru import logger

    logger.remove()
    from dlt645 import DLT645Protocol

    def there_and_back():
        read = DLT645Protocol.deserialize(frame)
        return bytes(DLT645Protocol.build_frame(read.addr, read.ctrl_code, read.data))

else:
    from dlt698 import codec

    def there_and_back():
        # Its C++ core under the thinnest of Python.
        read = codec.decode_frame(frame)
        apdu = codec.decode_apdu(read.payload)
        codec.encode_apdu(apdu)
        return codec.encode_frame(read)


made = there_and_back()
assert made.lstrip(b"\xfe") == frame, made.hex()
begun, count = time.perf_counter(), 0
while time.perf_counter() - begun < seconds:
    for _ in range(100):
        there_and_back()
    count += 100
print(count / (time.perf_counter() - begun))
