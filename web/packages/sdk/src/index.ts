/** Calls of the platform and of the terminal agent, with problems, idempotency, correlation and paging. */

export * from './client'
export { consoleApi } from './consoleApi'
export { errorWords } from './errorWords'
export * from './localApi'
export * from './paging'
export * from './problem'
