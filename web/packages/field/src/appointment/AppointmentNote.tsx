import { Icon, toneClass, useI18n } from '@ronghe/ui'
import type { Appointment } from '../agent/wire'
import { useNow } from '../session/useNow'
import { texts } from '../texts'
import styles from './AppointmentNote.module.css'
import { appointmentWords, isForToday } from './appointment'

/** When the customer expects somebody; nothing where nothing was agreed. */
export function AppointmentNote({ appointment }: { appointment: Appointment | undefined }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const when = appointment && appointmentWords(appointment, now, language)
  if (appointment === undefined || when === undefined) return null
  return (
    <span className={`${styles.note} ${toneClass(isForToday(appointment, now) ? 'running' : 'plain')}`}>
      <Icon name="today" size="1em" /> {t('field.appointment.agreed', { when })}
    </span>
  )
}
