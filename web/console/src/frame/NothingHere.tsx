import { EmptyState, useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { paths } from '../paths'
import { texts } from './texts'

export function NothingHere() {
  const { t } = useI18n(texts)
  return (
    <EmptyState
      title={t('frame.nothing.title')}
      advice={t('frame.nothing.advice')}
      action={<Link to={paths.today()}>{t('frame.nothing.home')}</Link>}
    />
  )
}
