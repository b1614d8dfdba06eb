import { ErrorState, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { useRouteError } from 'react-router'
import { problemWords } from '../api/problemWords'
import { texts } from './texts'

/** A page that threw: the rest of the console goes on. */
export function PageFailed() {
  const { t, language } = useI18n(texts)
  const error = useRouteError()
  return (
    <main>
      <ErrorState
        error={problemWords(error, language)}
        action={<Button onClick={() => location.reload()}>{t('frame.failed.reload')}</Button>}
      />
    </main>
  )
}
