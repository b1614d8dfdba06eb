import { useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useMay } from '../session/useSession'
import { AREAS, areaOf } from './areas'
import { Header } from './Header'
import { Navigation } from './Navigation'
import { SearchDialog } from './SearchDialog'
import { texts } from './texts'
import { useSearchKey } from './useSearchKey'
import styles from './frame.module.css'

/** The navigation on the left, the header above, the page beside them. */
export function Frame() {
  const { t } = useI18n(texts)
  const may = useMay()
  const { pathname } = useLocation()
  const [searching, setSearching] = useState(false)
  useSearchKey(() => setSearching(true))

  const here = areaOf(pathname)
  const first = AREAS.find(({ needs }) => may(needs))
  if (here && !may(here.needs) && first) return <Navigate to={first.path} replace />
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main" onClick={toMain}>
        {t('frame.skip.to_content')}
      </a>
      <Navigation />
      <div className={styles.beside}>
        <Header onSearch={() => setSearching(true)} />
        <main id="main" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {searching && <SearchDialog onClose={() => setSearching(false)} />}
    </div>
  )
}

/** The fragment belongs to the routes, so the jump is made by hand. */
function toMain(event: { preventDefault: () => void }): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}
