import type { Text } from '@ronghe/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import { processesQuery, processQuery } from '../api/queries'
import { processTitle, spoken } from './processTitle'
import { titleVersions } from './titleVersions'

/** Titles by process id; the list names processes by their id only, so one version of each is read. */
export function useProcessTitles(): (process: string) => Text {
  const lines = useQuery(processesQuery)
  const titles = useQueries({
    queries: titleVersions(lines.data?.items ?? []).map(({ hash }) => processQuery(hash)),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.process, processTitle(data)] as const] : []))),
  })
  return (process) => titles.get(process) ?? { zh: process, en: spoken(process) }
}
