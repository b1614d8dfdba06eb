import { build, preview, type PreviewServer } from 'vite'

export interface Served {
  url: string
  close: () => Promise<void>
}

/** Builds the front-end of `configFile` and serves it as it would be delivered. */
export async function serveBuilt(configFile: string): Promise<Served> {
  await build({ configFile, logLevel: 'error' })
  const server = await preview({ configFile, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error(`${configFile} is served nowhere`)
  return { url, close: () => closed(server) }
}

function closed(server: PreviewServer): Promise<void> {
  return server.close()
}
