import { groupNumber, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { meterQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { KeyStateTag } from './KeyStateTag'
import { MeterFacts } from './MeterFacts'
import { MeterWorks } from './MeterWorks'
import styles from './meters.module.css'
import { texts } from './texts'

/** One meter: what is known of it, and what was done at it. */
export function MeterPage() {
  const { t } = useI18n(texts)
  const mayReadWorks = useMay()('read_meter_work')
  const { address = '' } = useParams()
  const query = useQuery(meterQuery(address))
  return (
    <>
      <PageHead
        title={t('meters.meter.title', { meter: groupNumber(address) })}
        note={query.data && <KeyStateTag keys={query.data.keys} />}
        actions={<Link to={paths.meters()}>{t('meters.meter.all')}</Link>}
      />
      <Answered
        rows={3}
        query={query}
        empty={{ when: (meter) => meter === null, title: t('meters.meter.none'), advice: t('meters.meter.none_advice') }}
      >
        {(meter) => meter && <MeterFacts meter={meter} />}
      </Answered>
      <h2 className={styles.works}>{t('meters.works.title')}</h2>
      {mayReadWorks ? <MeterWorks address={address} /> : <p className={styles.muted}>{t('meters.works.not_you')}</p>}
    </>
  )
}
