/** Reads pictures beside the page, so that the page goes on drawing and taking taps. */

import { readCode, type CodeRead, type Picture } from './readCode'

/** What is used of the worker's own scope. */
interface ReadingScope {
  onmessage: ((event: MessageEvent<Picture>) => void) | null
  postMessage(read: CodeRead | undefined): void
}

const scope = self as unknown as ReadingScope
scope.onmessage = ({ data }) => scope.postMessage(readCode(data))
