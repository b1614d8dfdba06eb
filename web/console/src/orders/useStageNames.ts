import type { Text } from '@ronghe/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import { isGiven } from '../api/given'
import { processesQuery, processQuery } from '../api/queries'
import { formUis } from './formFiles'

export interface NamedStage {
  element: string
  name: string
  form?: string | null
}

/**
 * Stages are drawn with a Chinese name; their forms have a title in both languages. The active versions' titles are
 * used where they are known, else the name in the drawing.
 */
export function useStageNames(): (stage: NamedStage) => Text {
  const processes = useQuery(processesQuery)
  const active = processes.data?.items.filter((each) => each.active) ?? []
  const titles = useQueries({
    queries: active.map(({ hash }) => processQuery(hash)),
    combine: (answers) => {
      const found = new Map<string, Text>()
      for (const { data } of answers) {
        for (const [form, ui] of Object.entries(data ? formUis(data.files) : {})) found.set(form, ui.title)
      }
      return found
    },
  })
  return ({ name, form }) => (isGiven(form) ? titles.get(form) : undefined) ?? { zh: name, en: name }
}
