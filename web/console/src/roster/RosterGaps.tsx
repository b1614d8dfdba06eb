import { formatDay, Icon, toneClass, useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import type { Micros } from '../api/types'
import { useKindWords } from '../absences/useKindWords'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { usePersonName } from '../people/usePersonName'
import type { Clash } from './dayCover'
import type { RosterDay } from './RosterWeek'
import { texts } from './texts'
import { hoursOf, listed, useDutyKindWords, useDutySpanWords } from './useDutyWords'
import styles from './roster.module.css'

interface RosterGapsProps {
  days: RosterDay[]
  clashes: Clash[]
  isKnown: boolean
  onArrange: ((day: RosterDay) => void) | undefined
  onLook: (person: string, from: Micros) => void
}

/** Days off that are still to come and that nobody covers, duties of people who are away, and what to do; that there is none is said too. */
export function RosterGaps({ days, clashes, isKnown, onArrange, onLook }: RosterGapsProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const nameOf = usePersonName()
  const dutyWords = useDutyKindWords()
  const spanWords = useDutySpanWords()
  const kindWords = useKindWords()
  const ahead = days.filter(({ until }) => until > now.getTime() * 1000)
  const bare = ahead.filter(({ cover }) => cover?.state === 'nobody')
  const partly = ahead.filter(({ cover }) => cover?.state === 'part')
  const dayWords = ({ from }: { from: Micros }) => formatDay(toDate(from), now, language)
  const hours = ({ cover }: RosterDay) => listed((cover?.gaps ?? []).map(hoursOf), language)
  if (!isKnown) return null
  if (ahead.length === 0) return <p className={styles.covered}>{t('roster.gaps.over')}</p>
  return (
    <div className={styles.warnings}>
      {bare.length === 0 && partly.length === 0 && (
        <p className={styles.covered}><Icon name="check" size="1em" /> {t('roster.gaps.covered')}</p>
      )}
      {bare.length > 0 && (
        <section className={`${styles.gaps} ${toneClass('soon')}`} aria-labelledby="roster-gaps">
          <h2 id="roster-gaps" className={styles.gapsTitle}><Icon name="alert" /> {t('roster.gaps.title', { count: bare.length })}</h2>
          <ul className={styles.gapList}>
            {bare.map((day) => (
              <li key={day.day}>
                <strong>{isWhole(day) ? t('roster.gaps.whole', { day: dayWords(day) }) : t('roster.gaps.most', { day: dayWords(day), hours: hours(day) })}</strong>
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
      {partly.length > 0 && (
        <p className={styles.covered}>
          <Icon name="clock" size="1em" />
          {t('roster.gaps.part', { spans: partly.map((day) => `${dayWords(day)} ${hours(day)}`).join(language === 'zh' ? '；' : '; ') })}
        </p>
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
