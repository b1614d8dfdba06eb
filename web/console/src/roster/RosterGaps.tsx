import { formatDay, Icon, toneClass, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import type { Micros } from '../api/types'
import { useKindWords } from '../absences/useKindWords'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { usePersonName } from '../people/usePersonName'
import type { Clash } from './dayCover'
import { daysAhead, gapHours } from './CoverSummary'
import type { RosterDay } from './RosterWeek'
import { texts } from './texts'
import { useDutyKindWords, useDutySpanWords } from './useDutyWords'
import styles from './roster.module.css'

interface RosterGapsProps {
  days: RosterDay[]
  clashes: Clash[]
  onArrange: ((day: RosterDay) => void) | undefined
  onLook: (person: string, from: Micros) => void
}

/** Days off that are still to come and that nobody covers, duties of people who are away, and what to do. */
export function RosterGaps({ days, clashes, onArrange, onLook }: RosterGapsProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const nameOf = usePersonName()
  const dutyWords = useDutyKindWords()
  const spanWords = useDutySpanWords()
  const kindWords = useKindWords()
  const bare = daysAhead(days, now).filter(({ cover }) => cover?.state === 'nobody')
  const dayWords = ({ from }: { from: Micros }) => formatDay(toDate(from), now, language)
  if (bare.length === 0 && clashes.length === 0) return null
  return (
    <div className={styles.warnings}>
      {bare.length > 0 && (
        <section className={`${styles.gaps} ${toneClass('soon')}`} aria-labelledby="roster-gaps">
          <h2 id="roster-gaps" className={styles.gapsTitle}><Icon name="alert" /> {t('roster.gaps.title', { count: bare.length })}</h2>
          <ul className={styles.gapList}>
            {bare.map((day) => (
              <li key={day.day}>
                <strong>{isWhole(day) ? t('roster.gaps.whole', { day: dayWords(day) }) : t('roster.gaps.most', { day: dayWords(day), hours: gapHours(day, language) })}</strong>
                {onArrange && (
                  <Button size="small" className={styles.noPrint ?? ''} aria-label={t('roster.gaps.arrange_on', { day: dayWords(day) })} onClick={() => onArrange(day)}>
                    {t('roster.gaps.arrange')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <p className={styles.advice}>{t('roster.gaps.advice')}{onArrange ? '' : ` ${t('roster.gaps.advice_read')}`}</p>
        </section>
      )}
      {clashes.length > 0 && (
        <section className={`${styles.gaps} ${toneClass('soon')}`} aria-labelledby="roster-clashes">
          <h2 id="roster-clashes" className={styles.gapsTitle}><Icon name="alert" /> {t('roster.clash.title', { count: clashes.length })}</h2>
          <ul className={styles.gapList}>
            {clashes.map(({ duty, absence }) => (
              <li key={duty.duty}>
                <strong>{t('roster.clash.line', { name: nameOf(duty.person), kind: dutyWords(duty.kind), span: spanWords(duty), why: kindWords(absence.kind) })}</strong>
                <Button
                  size="small"
                  className={styles.noPrint ?? ''}
                  aria-label={t('roster.clash.look_at', { name: nameOf(duty.person), day: dayWords(duty) })}
                  onClick={() => onLook(duty.person, duty.from)}
                >
                  {t('roster.clash.look')}
                </Button>
              </li>
            ))}
          </ul>
          <p className={styles.advice}>{t('roster.clash.advice')}</p>
        </section>
      )}
    </div>
  )
}

function isWhole({ cover, from, until }: RosterDay): boolean {
  return cover?.gaps.some((gap) => gap.from === from && gap.until === until) ?? false
}
