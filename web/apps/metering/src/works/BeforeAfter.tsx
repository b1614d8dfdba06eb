import { Card, type Work } from '@ronghe/field'
import { Icon, type StandingFact, standingFacts, standingPairs, toneClass, useI18n } from '@ronghe/ui'
import { FactRows } from '../words/FactRows'
import { texts } from './texts'
import styles from './works.module.css'

/** How the meter stood before, and how after; of a mere look there is only one. */
export function BeforeAfter({ work: { before, after, parameter } }: { work: Work }) {
  const { t, language } = useI18n(texts)
  const [first, then] = [standingFacts(before, language), standingFacts(after, language)]
  if (first.length === 0 || then.length === 0) {
    const facts = first.length === 0 ? then : first
    if (facts.length === 0) return null
    return (
      <Card title={first.length === 0 ? t('works.state.title') : t('works.state.before')}>
        <FactRows facts={facts} />
      </Card>
    )
  }
  // The relay is what somebody's supply hangs on: it stands there even when it has not moved.
  const pairs = standingPairs(before, after, language)
  const compared = pairs.filter(({ kind, isChanged }) => kind === 'relay' || isChanged)
  const same = pairs.flatMap(({ kind, later }) => (later && compared.every((each) => each.kind !== kind) ? [later] : []))
  return (
    <Card title={t('works.state.both')}>
      <div className={styles.pairs} role="table" aria-label={t('works.state.both')}>
        {compared.map(({ kind, label, earlier, later, isChanged }) => (
          <div key={kind} className={styles.pair} role="row">
            <span className={styles.pairLabel} role="rowheader">
              {label}
            </span>
            <Cell word={t('works.state.before')} fact={earlier} none={t('works.state.not_read')} />
            <Icon name="forward" size="1em" />
            <Cell word={t('works.state.after')} fact={later} none={t('works.state.not_read')} isChanged={isChanged} />
          </div>
        ))}
      </div>
      {same.length > 0 && (
        <>
          <h3 className={styles.same}>{t('works.state.same')}</h3>
          <FactRows facts={same} />
        </>
      )}
      {parameter && (
        <FactRows
          facts={[
            { label: t('works.parameter.title', { identifier: parameter.identifier }), value: '' },
            { label: t('works.state.before'), value: parameter.before ?? t('works.state.not_read') },
            { label: t('works.parameter.wanted'), value: parameter.wanted },
            { label: t('works.state.after'), value: parameter.after ?? t('works.state.not_read') },
          ]}
        />
      )}
    </Card>
  )
}

interface CellProps {
  word: string
  fact: StandingFact | undefined
  none: string
  isChanged?: boolean
}

function Cell({ word, fact, none, isChanged = false }: CellProps) {
  const tone = isChanged && fact?.meaning ? toneClass(fact.meaning) : ''
  return (
    <span className={`${styles.cell} ${tone}`} role="cell" data-changed={isChanged}>
      <span className={styles.cellWord}>
        {word} {fact?.icon && <Icon name={fact.icon} size="1.25em" />}
      </span>
      <span className={styles.cellValue}>{fact?.value ?? none}</span>
    </span>
  )
}
