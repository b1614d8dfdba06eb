import { preview, type PreviewServer } from 'vite'

export interface Served {
  url: string
  close: () => Promise<void>
}

/** Serves the front-end of `configFile` as it would be delivered; it was built before the first story (`buildAll.ts`). */
export async function serveBuilt(configFile: string): Promise<Served> {
  const server = await preview({ configFile, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error(`${configFile} is served nowhere`)
  return { url, close: () => closed(server) }
}

function closed(server: PreviewServer): Promise<void> {
  return server.close()
}
