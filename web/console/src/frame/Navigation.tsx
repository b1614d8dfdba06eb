import { Icon, useI18n } from '@ronghe/ui'
import { useEffect, useRef } from 'react'
import { NavLink, useLocation } from 'react-router'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { AREAS } from './areas'
import { texts } from './texts'
import styles from './frame.module.css'

/** What the person's roles do not reach is not there. */
export function Navigation() {
  const { t } = useI18n(texts)
  const may = useMay()
  const { pathname } = useLocation()
  const navigation = useRef<HTMLElement>(null)
  // On a phone the row of areas is longer than the screen.
  useEffect(() => {
    navigation.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  return (
    <nav ref={navigation} className={styles.navigation} aria-label={t('frame.navigation.label')}>
      <p className={styles.brand}>
        {t('frame.brand.name')} <span className={styles.brandSub}>{t('frame.brand.sub')}</span>
      </p>
      <ul className={styles.areas}>
        {AREAS.filter(({ needs }) => may(needs)).map(({ name, path, icon }) => (
          <li key={name}>
            <NavLink to={path} end={path === paths.today()} className={({ isActive }) => areaClass(isActive)}>
              <Icon name={icon} size="1.1em" /> {t(`frame.area.${name}`)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function areaClass(isActive: boolean): string {
  return `${styles.area ?? ''} ${isActive ? (styles.areaHere ?? '') : ''}`
}
