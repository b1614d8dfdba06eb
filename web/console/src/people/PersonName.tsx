import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import { peopleQuery } from '../api/queries'
import type { Maybe } from '../api/types'
import { paths } from '../paths'
import { Unnamed } from '../parts/Unnamed'
import { texts } from './texts'
import styles from './people.module.css'

interface PersonNameProps {
  person: string
  /** Where the platform has told it already. */
  name?: Maybe<string>
}

/** A person by name, and the way to whoever is in the reader's list of people; others have no page to lead to. */
export function PersonName({ person, name }: PersonNameProps) {
  const { t } = useI18n(texts)
  const people = useQuery(peopleQuery(undefined))
  const known = people.data?.find((each) => each.person === person)
  if (known) return <Link className={styles.name} to={paths.people({ tab: 'people', person })}>{known.name}</Link>
  if (isGiven(name)) return <span className={styles.name}>{name}</span>
  return people.isPending ? '…' : <Unnamed id={person} words={t('people.name.other')} />
}
