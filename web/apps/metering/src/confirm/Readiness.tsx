import { Card, PinPad, Sheet, useAgent, useCommand, type MeteringState } from '@ronghe/field'
import { Button, ErrorState, Icon, type MeterCommand, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { meteringWords } from '../words/meteringWords'
import styles from './confirm.module.css'
import { batteryLeast, CONDITIONS, lacking } from './readiness'
import { texts } from './texts'

interface ReadinessProps {
  state: MeteringState
  command: MeterCommand
  onChanged: () => void
}

/** What must be there before a meter is changed, and what to do about what is not. */
export function Readiness({ state, command, onChanged }: ReadinessProps) {
  const { t, say } = useI18n(texts)
  const [isOpening, setOpening] = useState(false)
  const lacks = lacking(state, command)
  if (lacks.length === 0) {
    return (
      <p className={`${styles.verdict} ${toneClass('done')}`} role="status">
        <Icon name="check" /> <span>{t('confirm.ready.all')}</span>
      </p>
    )
  }
  return (
    <Card title={t('confirm.ready.title')}>
      <ul className={styles.conditions}>
        {CONDITIONS.map((condition) => {
          const isThere = !lacks.includes(condition)
          const ofCard = condition === 'business_card' ? state.business_card : undefined
          const canOpen = ofCard?.is_in === true && !ofCard.why
          return (
            <li key={condition} className={styles.condition}>
              <span className={`${styles.mark} ${toneClass(isThere ? 'done' : 'late')}`}>
                <Icon name={isThere ? 'check' : 'close'} size="1em" /> {t(isThere ? 'confirm.ready.yes' : 'confirm.ready.no')}
              </span>
              <span className={styles.conditionWords}>
                {t(`confirm.ready.${condition}`, { least: batteryLeast(command) })}
                {!isThere && !canOpen && <strong>{ofCard?.why ? say(ofCard.why) : t(`confirm.lacks.${condition}`)}</strong>}
              </span>
              {!isThere && canOpen && (
                <Button kind="primary" onClick={() => setOpening(true)}>
                  <Icon name="card" /> {t('confirm.card.open')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {isOpening && (
        <CardSheet
          onClose={() => setOpening(false)}
          onOpened={() => {
            setOpening(false)
            onChanged()
          }}
        />
      )}
    </Card>
  )
}

/** The business card's own PIN. */
function CardSheet({ onClose, onOpened }: { onClose: () => void; onOpened: () => void }) {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const opening = useCommand(async (pin: string) => {
    await agent.openBusinessCard(pin)
    onOpened()
  }, meteringWords)
  return (
    <Sheet title={t('confirm.card.title')} onClose={onClose}>
      {opening.failure && <ErrorState error={opening.failure} />}
      <PinPad action={t('confirm.card.action')} busy={opening.busy} onPin={opening.run} />
    </Sheet>
  )
}
