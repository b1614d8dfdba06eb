import { formatCount, Icon, toneClass, useLanguage, type IconName, type Meaning } from '@ronghe/ui'
import { Link } from 'react-router'
import styles from './today.module.css'

interface TileProps {
  name: string
  count: number
  /** There are more than were counted. */
  orMore?: boolean
  icon: IconName
  meaning: Meaning
  to: string
}

/** A figure and the list behind it; nothing to do looks like nothing to do. */
export function Tile({ name, count, orMore = false, icon, meaning, to }: TileProps) {
  const language = useLanguage()
  return (
    <li>
      <Link to={to} className={`${styles.tile} ${count > 0 ? toneClass(meaning) : (styles.quiet ?? '')}`}>
        <span className={styles.tileName}>
          <Icon name={icon} size="1.1em" /> {name}
        </span>
        <strong className={styles.figure}>
          {formatCount(count, language)}
          {orMore && '+'}
        </strong>
      </Link>
    </li>
  )
}
