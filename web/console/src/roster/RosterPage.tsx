import { Icon, useI18n } from '@ronghe/ui'
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
import { RosterWeek } from './RosterWeek'
import { texts } from './texts'
import { readWeek, weekAt, weekLater } from './week'
import { WeekChoice } from './WeekChoice'
import styles from './roster.module.css'

/** Who of a station is on duty in a week, and the days off that nobody covers; what is looked at stands in the address. */
export function RosterPage() {
  const { t } = useI18n(texts)
  const { station: own } = useSession()
  const [search, change] = useAddress()
  const stations = useQuery(stationsQuery)
  const thisWeek = weekAt(useNow().getTime() * 1000)
  const week = readWeek(search.get('week')) ?? thisWeek
  const station = search.get('station') ?? own ?? stations.data?.[0]?.station
  const step = (later: number) => change({ week: weekLater(week, later) })
  const month = week.slice(0, 'yyyy-mm'.length)
  return (
    <>
      <PageHead
        title={t('roster.page.title')}
        note={
          <span className={styles.links}>
            <Link to={paths.absences({ month, ...(station === undefined ? {} : { station }) })}>{t('roster.page.absences')}</Link>
            <Link to={paths.people()}>{t('roster.page.people')}</Link>
          </span>
        }
        actions={
          <span className={styles.actions}>
            {(own ?? undefined) === undefined && (
              <Select
                aria-label={t('roster.page.station')}
                className={styles.station ?? ''}
                showSearch={{ optionFilterProp: 'label' }}
                value={station ?? null}
                onChange={(value: string | null) => change({ station: value ?? undefined })}
                options={(stations.data ?? []).map((each) => ({ value: each.station, label: each.name }))}
              />
            )}
            <WeekChoice week={week} isNow={week === thisWeek} onStep={step} onNow={() => change({ week: undefined })} />
            <Button icon={<Icon name="export" size="1em" />} onClick={() => window.print()}>{t('roster.page.print')}</Button>
          </span>
        }
      />
      <Answered query={stations} empty={{ when: () => station === undefined, title: t('roster.empty.title'), advice: t('roster.empty.advice') }}>
        {(all) =>
          station !== undefined && (
            <RosterWeek
              key={station}
              station={station}
              stationName={all.find((each) => each.station === station)?.name ?? ''}
              week={week}
              onWeek={step}
            />
          )
        }
      </Answered>
    </>
  )
}
