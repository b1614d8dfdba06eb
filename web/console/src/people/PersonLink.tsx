import { useI18n } from '@ronghe/ui'
import { isGiven } from '../api/given'
import type { Maybe } from '../api/types'
import { Tag } from '../parts/Tag'
import { PersonName } from './PersonName'
import { texts } from './texts'

/** Whoever has a duty; a vacancy in words. */
export function PersonLink({ person }: { person: Maybe<string> }) {
  const { t } = useI18n(texts)
  if (!isGiven(person)) return <Tag meaning="soon" icon="alert">{t('people.grids.vacant')}</Tag>
  return <PersonName person={person} />
}
