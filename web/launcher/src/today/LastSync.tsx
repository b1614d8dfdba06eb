import { useNow, useStanding } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { ErrorState, formatPast, StaleNotice, useI18n, type ErrorWords } from '@ronghe/ui'
import styles from './LastSync.module.css'
import { texts } from './texts'

/** How old the list is: a line when it is fresh, a warning when it is not. */
export function LastSync({ failure }: { failure: ErrorWords | undefined }) {
  const { t, language } = useI18n(texts)
  const { state } = useStanding()
  const now = useNow()
  if (failure) return <ErrorState error={failure} />
  if (state?.last_sync === undefined) return <p className={styles.line}>{t('today.sync.never')}</p>
  const at = fromInstant(state.last_sync)
  if (now.getTime() - at.getTime() > STALE_AFTER_MS) return <StaleNotice asOf={at} now={now} />
  const { relative, exact } = formatPast(at, now, language)
  return <p className={styles.line}>{t('today.sync.last', { relative, exact })}</p>
}

/** After this a reassignment may well have happened meanwhile. */
const STALE_AFTER_MS = 60 * 60_000
