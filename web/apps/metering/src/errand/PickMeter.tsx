import { Button, commandNames, Icon, useI18n } from '@ronghe/ui'
import { useNavigate } from 'react-router'
import { meterPath } from '../paths'
import { useErrand } from './ErrandProvider'
import styles from './errand.module.css'
import { texts } from './texts'
import { unbroken } from './unbroken'

/** Which meter the form is about, or how it is found. */
export function PickMeter() {
  const { t, language } = useI18n(texts)
  const navigate = useNavigate()
  const errand = useErrand()
  if (errand === undefined) return null
  const { meter, commands } = errand
  return (
    <section className={styles.card} aria-label={t('errand.pick.title')}>
      <h2 className={styles.title}>{t('errand.pick.title')}</h2>
      <p className={styles.note}>{t('errand.pick.wanted', { commands: commandNames(commands, language) })}</p>
      {meter === undefined ? (
        <p className={styles.note}>{t('errand.pick.advice')}</p>
      ) : (
        <Button kind="primary" wide onClick={() => void navigate(meterPath(meter))}>
          <Icon name="meter" /> {t('errand.pick.known', { meter: unbroken(meter) })}
        </Button>
      )}
    </section>
  )
}

/** The way to a meter that this terminal has never been at. */
export function ToStranger({ meter }: { meter: string }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  return (
    <Button kind="primary" wide onClick={() => void navigate(meterPath(meter))}>
      <Icon name="meter" /> {t('errand.pick.typed', { meter: unbroken(meter) })}
    </Button>
  )
}
