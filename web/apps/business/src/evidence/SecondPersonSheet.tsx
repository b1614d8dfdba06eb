import { PinPad, Sheet, useCommand } from '@ronghe/field'
import { ErrorState, Icon, useI18n } from '@ronghe/ui'
import type { AskedSecondPerson } from './asked'
import styles from './SecondPersonSheet.module.css'
import { texts } from './texts'

/** The second person's own card in the second slot, and own PIN. */
export function SecondPersonSheet({ asked }: { asked: AskedSecondPerson }) {
  const { t } = useI18n(texts)
  const confirming = useCommand(async (pin: string) => asked.done(await asked.confirm(pin)))
  return (
    <Sheet title={t('second.sheet.title')} onClose={() => asked.done(undefined)}>
      <p className={styles.advice}>
        <Icon name="card" size="2rem" /> <span>{t('second.sheet.insert')}</span>
      </p>
      {confirming.failure && <ErrorState error={confirming.failure} />}
      <PinPad action={t('second.sheet.confirm')} busy={confirming.busy} onPin={confirming.run} />
    </Sheet>
  )
}
