import { Screen, StorageNotice, type Stage } from '@ronghe/field'
import { StageForm, type Place } from '@ronghe/forms'
import { EmptyState, useI18n } from '@ronghe/ui'
import { useEffect, useMemo } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { EvidenceSheet } from '../evidence/EvidenceSheet'
import { useOrderInHand } from '../order/OrderRoom'
import { formPath, handOverPath, orderPath } from '../paths'
import { PreviousReading } from './PreviousReading'
import { comparesReadings } from './comparedReadings'
import styles from './StageFormScreen.module.css'
import { texts } from './texts'
import { useFieldHost } from './useFieldHost'
import { useStageForm } from './useStageForm'

/** A stage's form; where the worker is in it stands in the URL, so that going back goes one screen back. */
export function StageFormScreen({ stage }: { stage: Stage }) {
  const { t } = useI18n(texts)
  const navigate = useNavigate()
  const { detail, drafts, reload } = useOrderInHand()
  const inHand = useStageForm(detail, stage, drafts)
  const { host, asked, enter } = useFieldHost(detail, stage, inHand, reload)
  const place = usePlace()
  const order = detail.order.order
  const cameBack = useMemo(
    () => (stage.sent_back ? { fields: stage.sent_back.fields ?? [], values: stage.values ?? {} } : undefined),
    [stage],
  )
  const draft = inHand?.draft

  // Whatever closes the page, the last word goes out first.
  useEffect(() => {
    const flush = () => void draft?.flush()
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [draft])

  if (inHand === undefined) {
    return (
      <Screen title={stage.name} onBack={() => navigate(orderPath(order))}>
        <EmptyState title={t('form.missing.title')} advice={t('form.missing.advice')} />
      </Screen>
    )
  }
  const { form, values, context, prefilled, keeping } = inHand
  return (
    <div className={styles.room}>
      {keeping === 'failed' ? <StorageNotice isUnsaved from="short" /> : null}
      <div className={styles.form}>
        <StageForm
          form={form}
          values={values}
          context={context}
          prefilled={prefilled}
          cameBack={cameBack}
          place={place}
          keeping={keeping}
          host={host}
          noteOf={(group) => comparesReadings(group, form.ui) && <PreviousReading meters={detail.order.facts.meters} values={values} />}
          onPlace={(next) => navigate(formPath(order, stage.stage, next))}
          onFieldChange={enter}
          onLeave={() => navigate(orderPath(order))}
          onSubmit={() => navigate(handOverPath(order, stage.stage), { state: { isPressed: true } })}
        />
      </div>
      {asked && <EvidenceSheet asked={asked} />}
    </div>
  )
}

function usePlace(): Place {
  const { group } = useParams()
  const [query] = useSearchParams()
  const [field, seen] = [query.get('field'), query.get('seen')]
  if (group === undefined) return { screen: 'review' }
  return { screen: 'group', group, ...(field === null ? {} : { field }), ...(seen === null ? {} : { seen }) }
}
