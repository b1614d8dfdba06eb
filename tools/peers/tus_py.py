"""Uploads a file with tuspy as the job on standard input says, and prints what came of it as JSON.

{endpoint, token, file, metadata, chunkSize, abortAfter?, checksum?}: `abortAfter` breaks the upload off after so many
bytes and goes on with a new uploader at the same address.
"""

import json
import sys

from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

job = json.load(sys.stdin)
client = TusClient(job["endpoint"], headers={"Authorization": f"Bearer {job['token']}"})
common = {
    "chunk_size": job["chunkSize"],
    "metadata": job["metadata"],
    "upload_checksum": job.get("checksum", False),
}
try:
    first = client.uploader(job["file"], **common)
    outcome = {}
    if "abortAfter" in job:
        first.upload(stop_at=job["abortAfter"])
        second = client.uploader(job["file"], url=first.url, **common)
        outcome = {"resumed": True, "found": second.offset}
        second.upload()
    else:
        first.upload()
    outcome["done"] = True
    outcome["url"] = first.url
except TusCommunicationError as error:
    outcome = {"status": error.status_code, "error": str(error)[:200]}
print(json.dumps(outcome))
