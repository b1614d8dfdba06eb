import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { Link } from 'react-router'
import { stationsQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { useAddress } from '../parts/useAddress'
import { useNow } from '../parts/useNow'
import { paths } from '../paths'
import { useSession } from '../session/useSession'
import { AbsenceMonth } from './AbsenceMonth'
import { monthAt, monthLater, readMonth } from './days'
import { MonthChoice } from './MonthChoice'
import { texts } from './texts'
import styles from './absences.module.css'

/** Who of a station is away when, and the grids that nobody is left for; what is looked at stands in the address. */
export function AbsencesPage() {
  const { t } = useI18n(texts)
  const { station: own } = useSession()
  const [search, change] = useAddress()
  const stations = useQuery(stationsQuery)
  const thisMonth = monthAt(useNow().getTime() * 1000)
  const month = readMonth(search.get('month')) ?? thisMonth
  const person = search.get('person') ?? undefined
  const station = search.get('station') ?? own ?? stations.data?.[0]?.station
  const step = (later: number) => change({ month: monthLater(month, later) })
  return (
    <>
      <PageHead
        title={t('absences.page.title')}
        note={
          <span className={styles.links}>
            <Link to={paths.roster(station === undefined ? {} : { station })}>{t('absences.page.roster')}</Link>
            <Link to={paths.people()}>{t('absences.page.people')}</Link>
          </span>
        }
        actions={
          <>
            {person !== undefined && <Button onClick={() => change({ person: undefined })}>{t('absences.page.everybody')}</Button>}
            {(own ?? undefined) === undefined && (
              <Select
                aria-label={t('absences.page.station')}
                className={styles.station ?? ''}
                showSearch={{ optionFilterProp: 'label' }}
                value={station ?? null}
                onChange={(value: string | null) => change({ station: value ?? undefined, person: undefined })}
                options={(stations.data ?? []).map((each) => ({ value: each.station, label: each.name }))}
              />
            )}
            <MonthChoice month={month} isNow={month === thisMonth} onStep={step} onNow={() => change({ month: undefined })} />
          </>
        }
      />
      <Answered
        query={stations}
        empty={{ when: () => station === undefined, title: t('absences.empty.title'), advice: t('absences.empty.advice') }}
      >
        {() => station !== undefined && <AbsenceMonth key={station} station={station} month={month} person={person} onMonth={step} />}
      </Answered>
    </>
  )
}
