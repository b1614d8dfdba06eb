import type { Text } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import { formUis } from './formFiles'

export interface NamedStage {
  element: string
  name: string
  form?: string | null
}

/**
 * Stages are drawn with a Chinese name; their forms have a title in both languages. It is looked up in the version that
 * the order runs under: other processes have forms of the same name. Until that is known, the name in the drawing.
 */
export function useStageNames(bundle: string): (stage: NamedStage) => Text {
  const { data } = useQuery(processQuery(bundle))
  const uis = useMemo(() => (data ? formUis(data.files) : {}), [data])
  return ({ name, form }) => (isGiven(form) ? uis[form]?.title : undefined) ?? { zh: name, en: name }
}
