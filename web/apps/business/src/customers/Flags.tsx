import type { CustomerFlags } from '@ronghe/field'
import { Icon, toneClass, useI18n, type IconName } from '@ronghe/ui'
import styles from './Flags.module.css'
import { texts } from './texts'

/** What a worker should know before he knocks: an icon and a word each. */
export function Flags({ flags }: { flags: CustomerFlags }) {
  const { t } = useI18n(texts)
  const shown = FLAGS.filter((flag) => flags[flag])
  if (shown.length === 0) return null
  return (
    <ul className={styles.flags}>
      {shown.map((flag) => (
        <li key={flag} className={`${styles.flag} ${toneClass(flag === 'arrears' ? 'late' : 'plain')}`}>
          <Icon name={ICONS[flag]} size="1em" /> {t(`customers.flag.${flag}`)}
        </li>
      ))}
    </ul>
  )
}

const FLAGS = ['life_support', 'critical', 'guard_on', 'arrears'] as const satisfies (keyof CustomerFlags)[]
const ICONS: Record<keyof CustomerFlags, IconName> = {
  critical: 'alert',
  life_support: 'heart',
  guard_on: 'shield',
  arrears: 'card',
}
