import { useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { Maybe } from '../api/types'
import { paths } from '../paths'
import { Tag } from '../parts/Tag'
import { texts } from './texts'
import { usePersonName } from './usePersonName'

/** A person by name; a vacancy in words. */
export function PersonLink({ person }: { person: Maybe<string> }) {
  const { t } = useI18n(texts)
  const nameOf = usePersonName()
  if (!isGiven(person)) return <Tag meaning="soon" icon="alert">{t('people.grids.vacant')}</Tag>
  return <Link to={paths.people({ tab: 'people', person })}>{nameOf(person)}</Link>
}
