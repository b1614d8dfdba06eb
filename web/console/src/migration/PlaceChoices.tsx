import { useI18n } from '@ronghe/ui'
import { Select } from 'antd'
import { nameIn, namesApart, type BothVersions } from './elementNames'
import { placesOffered, type Places } from './places'
import { texts } from './texts'
import styles from './migration.module.css'

interface PlaceChoicesProps {
  /** Elements of the old version. */
  asked: string[]
  places: Places
  both: BothVersions
  onChange: (places: Places) => void
}

/** For each element without a place in the new version, what takes over. */
export function PlaceChoices({ asked, places, both, onChange }: PlaceChoicesProps) {
  const { t, say } = useI18n(texts)
  const choose = (element: string, target: string | undefined) => {
    const others = Object.entries(places).filter(([each]) => each !== element)
    onChange(Object.fromEntries(target === undefined ? others : [...others, [element, target]]))
  }
  return (
    <ul className={styles.rows}>
      {asked.map((element) => {
        const name = say(nameIn(both.from, element))
        const offered = placesOffered(both.from.find(({ id }) => id === element), both.to)
        return (
          <li key={element} className={styles.place}>
            <strong>{name}</strong>
            {offered.length === 0 ? (
              <span>{t('migration.places.none')}</span>
            ) : (
              <Select
                className={styles.choice ?? ''}
                aria-label={t('migration.places.choose', { element: name })}
                allowClear
                placeholder={t('migration.places.nobody')}
                value={places[element] ?? null}
                options={namesApart(offered).map(({ id, name: label }) => ({ value: id, label: say(label) }))}
                onChange={(target?: string | null) => choose(element, target ?? undefined)}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
