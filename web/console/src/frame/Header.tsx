import { Icon, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { isGiven } from '../api/given'
import { stationsQuery } from '../api/queries'
import { RoleNames } from '../parts/RoleNames'
import { useMay, useSession } from '../session/useSession'
import { useSignOut } from '../session/useSignOut'
import { OpenItemsBell } from './OpenItemsBell'
import { PreferenceButtons } from './PreferenceButtons'
import { texts } from './texts'
import styles from './frame.module.css'

export function Header({ onSearch }: { onSearch: () => void }) {
  const { t } = useI18n(texts)
  const { name, roles, station } = useSession()
  const may = useMay()
  const stations = useQuery({ ...stationsQuery, enabled: isGiven(station) })
  const signOut = useSignOut()
  const stationName = stations.data?.find((each) => each.station === station)?.name
  return (
    <header className={styles.header}>
      <button type="button" className={styles.search} onClick={onSearch}>
        <span>{t('frame.search.open')}</span>
        <kbd>{t('frame.search.keys')}</kbd>
      </button>
      <span className={styles.where}>{isGiven(station) ? (stationName ?? '') : t('frame.person.company')}</span>
      <span className={styles.space} />
      {may('list_office_items') && <OpenItemsBell />}
      <PreferenceButtons />
      <span className={styles.person}>
        <Icon name="person" size="1.1em" />
        <span>
          <strong>{name}</strong> <span className={styles.muted}><RoleNames roles={roles} /></span>
        </span>
      </span>
      <Button size="small" onClick={() => signOut.mutate()} loading={signOut.isPending}>
        {t('frame.person.sign_out')}
      </Button>
    </header>
  )
}
