import { Button, Icon, toneClass, useI18n, type IconName } from '@ronghe/ui'
import { useNavigate } from 'react-router'
import { paths } from '../paths'
import { useOpenOrder } from '../today/useOpenInBusiness'
import { wants, type Check, type Standing } from './checks'
import styles from './DayEnd.module.css'
import { texts } from './texts'
import { useCheckWords } from './useCheckWords'

interface CheckRowProps {
  check: Check
  onSync: () => void
  isSyncing: boolean
}

/** One answer: what was looked at, how it stands, and the way to where it can be put right. */
export function CheckRow({ check, onSync, isSyncing }: CheckRowProps) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const opening = useOpenOrder()
  const words = useCheckWords(check)
  const next = wants(check) ? nextOf(check) : undefined
  const [order] = 'orders' in check ? (check.orders ?? []) : []

  const go = () => {
    if (next === 'sync') return onSync()
    if (next === 'order' && order !== undefined) return opening.run(order)
    void navigate(next === 'outbox' ? paths.outbox : paths.today)
  }

  return (
    <li className={styles.check}>
      <span className={`${styles.mark} ${toneClass(check.standing)}`}>
        <Icon name={wants(check) ? 'alert' : ICONS[check.standing]} />
      </span>
      <span className={styles.about}>
        <strong>{t(`dayend.about.${check.about}`)}</strong>
        <span>{words}</span>
      </span>
      {next && (
        <Button onClick={go} disabled={next === 'sync' && isSyncing}>
          {t(`dayend.next.${next}`)} <Icon name={next === 'sync' ? 'swap' : 'forward'} />
        </Button>
      )}
    </li>
  )
}

type Next = 'outbox' | 'order' | 'orders' | 'sync'

function nextOf(check: Check): Next {
  switch (check.about) {
    case 'operations':
    case 'files':
    case 'refused':
      return 'outbox'
    case 'drafts':
    case 'begun':
      return check.orders?.length === 1 ? 'order' : 'orders'
    case 'sealed':
    case 'storage':
    case 'clock':
    case 'sync':
      return 'sync'
  }
}

const ICONS: Record<Standing, IconName> = { done: 'check', plain: 'eye', soon: 'alert', late: 'alert' }
