import { Icon, type StandingFact, toneClass } from '@ronghe/ui'
import type { ReactNode } from 'react'
import styles from './words.module.css'

export type Fact = Pick<StandingFact, 'label' | 'meaning' | 'icon'> & { value: ReactNode }

/** What is known, a line each; what means something has its colour and its icon. */
export function FactRows({ facts }: { facts: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value, meaning, icon }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className={meaning && meaning !== 'plain' ? `${styles.marked} ${toneClass(meaning)}` : ''}>
            {icon && <Icon name={icon} size="1.1em" />} <span>{value}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
