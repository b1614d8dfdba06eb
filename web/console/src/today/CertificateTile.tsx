import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { certificatesQuery } from '../api/queries'
import { needsSeeingTo, standingOf } from '../certificates/expiry'
import { paths } from '../paths'
import { useSession } from '../session/useSession'
import { texts } from './texts'
import { Tile } from './Tile'

/** Certificates that are over, or will be within a month. */
export function CertificateTile() {
  const { t } = useI18n(texts)
  const station = useSession().station ?? undefined
  const certificates = useQuery(certificatesQuery(station))
  if (certificates.data === undefined || certificates.data.kinds.length === 0) return null
  const due = certificates.data.items.filter(needsSeeingTo)
  const isLate = due.some((certificate) => ['over', 'last_day'].includes(standingOf(certificate)))
  return <Tile name={t('today.tiles.certificates')} count={due.length} icon="pen" meaning={isLate ? 'late' : 'soon'} to={paths.people({ tab: 'certificates' })} />
}
