import { Unreachable } from '@ronghe/sdk'
import { ErrorState, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { problemWords } from '../api/problemWords'
import { texts } from './texts'

/** Why it was not done to its end. Whatever happened: asked again, the platform goes on with what is left. */
export function MoveFailed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const { t, language } = useI18n(texts)
  const midway = { cause: t('migration.failed.unknown_cause'), nextStep: t('migration.failed.safe') }
  const words = problemWords(error, language, { busy: midway, internal: midway })
  return (
    <ErrorState
      error={error instanceof Unreachable ? { ...words, ...midway } : words}
      action={<Button onClick={onAgain}>{t('migration.report.again')}</Button>}
    />
  )
}
