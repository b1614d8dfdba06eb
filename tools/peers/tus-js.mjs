// Uploads a file with tus-js-client as the job on standard input says, and prints what came of it as JSON.
//
// {endpoint, token, file, metadata, chunkSize?, abortAfter?}: `abortAfter` breaks the upload off once so many bytes
// were acknowledged and goes on with a new one at the same address.

import { createReadStream, readFileSync, statSync } from 'node:fs'
import * as tus from 'tus-js-client'

const job = JSON.parse(readFileSync(0, 'utf8'))
const said = []

function upload(more) {
  return new Promise((resolve) => {
    const one = new tus.Upload(createReadStream(job.file), {
      endpoint: job.endpoint,
      headers: { Authorization: `Bearer ${job.token}` },
      metadata: job.metadata,
      chunkSize: job.chunkSize ?? Number.POSITIVE_INFINITY,
      uploadSize: statSync(job.file).size,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onError: (error) =>
        resolve({ status: error.originalResponse?.getStatus() ?? 0, error: error.message.slice(0, 200) }),
      onSuccess: () => resolve({ done: true, url: one.url }),
      onChunkComplete: (_size, acknowledged) => {
        said.push(acknowledged)
        if (more.abortAfter !== undefined && acknowledged >= more.abortAfter) {
          one.abort().then(() => resolve({ aborted: true, url: one.url }))
        }
      },
      ...more.options,
    })
    one.start()
  })
}

let outcome = await upload({ abortAfter: job.abortAfter })
if (outcome.aborted) {
  // A stream begins at its first byte; the client reads past what the server has.
  outcome = { ...(await upload({ options: { uploadUrl: outcome.url } })), resumed: true }
}
console.log(JSON.stringify({ ...outcome, acknowledged: said }))
