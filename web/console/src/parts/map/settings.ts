import { queryOptions } from '@tanstack/react-query'

/** `settings.json` beside `index.html`: what whoever runs the console may set. */
interface Settings {
  /** A raster tile source under our own outlines; none unless set. */
  tiles: { url: string; attribution: string } | null
}

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: async (): Promise<Settings> => {
    const response = await fetch('./settings.json')
    return response.ok ? ((await response.json()) as Settings) : { tiles: null }
  },
  staleTime: Infinity,
})
