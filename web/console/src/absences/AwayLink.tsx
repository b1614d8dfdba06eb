import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { absencesQuery } from '../api/queries'
import { paths } from '../paths'
import { texts } from './texts'
import { useAway } from './useAway'
import styles from './absences.module.css'

/** How many of a station's people are away now, and the way to who. */
export function AwayLink({ station }: { station: string | undefined }) {
  const { t } = useI18n(texts)
  const absences = useQuery(absencesQuery(station))
  const count = useAway(station).size
  const words = count === 0 ? t('absences.away.nobody') : t('absences.away.count', { count })
  return (
    <Link className={styles.link} to={paths.absences()}>
      {absences.data === undefined ? t('absences.page.title') : words}
    </Link>
  )
}
