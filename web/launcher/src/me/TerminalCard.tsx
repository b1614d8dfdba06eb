import { Card, FactList, useNow, type AgentState } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { formatFileSize, formatMoment, formatPast, formatSpan, Icon, toneClass, useI18n } from '@ronghe/ui'
import { clockWords } from './clock'
import styles from './TerminalCard.module.css'
import { texts } from './texts'

/** What the terminal says of itself: until when it works offline, room, clock, release. */
export function TerminalCard({ state }: { state: AgentState }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const lease = state.lease_expires_at === undefined ? undefined : fromInstant(state.lease_expires_at)
  const clock = clockWords(state.clock_offset_micros)
  const sync = state.last_sync === undefined ? undefined : formatPast(fromInstant(state.last_sync), now, language)
  const free = state.storage.free_bytes

  return (
    <Card title={t('me.terminal.title')}>
      {state.storage.low && (
        <p className={`${styles.warning} ${toneClass('late')}`} role="status">
          <Icon name="storage" /> {t('me.terminal.storage_low')}
        </p>
      )}
      <FactList
        facts={[
          {
            label: t('me.terminal.offline_until'),
            value: lease
              ? t('me.terminal.lease', {
                  span: formatSpan(Math.max(0, lease.getTime() - now.getTime()), language),
                  moment: formatMoment(lease, now, language),
                })
              : t('me.terminal.unknown'),
          },
          {
            label: t('me.terminal.last_sync'),
            value: sync ? t('me.terminal.synced', { ...sync }) : t('me.terminal.never'),
          },
          { label: t('me.terminal.free'), value: free === undefined ? t('me.terminal.unknown') : formatFileSize(free) },
          { label: t('me.terminal.clock'), value: t(`me.clock.${clock.word}`, { seconds: clock.seconds }) },
          { label: t('me.terminal.release'), value: state.release_no },
          { label: t('me.terminal.number'), value: state.terminal?.slice(-8) ?? t('me.terminal.unknown') },
        ]}
      />
    </Card>
  )
}
