import { StageForm, toInstant, type FormValues, type Place } from '@ronghe/forms'
import { useEffect, useMemo, useState } from 'react'
import { fixtureHost } from './fixtureHost'
import type { OpenedForm } from './openedForm'

/** Draws one shipped form over a host that answers at once. */
export function FormPage({ form, order, now, values: entered, prefilled: facts, hash }: OpenedForm & { hash: string }) {
  const [values, setValues] = useState(entered)
  const [prefilled, setPrefilled] = useState(facts)
  const [place, setPlace] = useState<Place>({ screen: 'group', group: form.ui.groups[0]?.id ?? '' })
  const [submitted, setSubmitted] = useState(false)
  const host = useMemo(() => fixtureHost(now, order.box), [now, order])
  const context = useMemo(() => ({ order, now: toInstant(now) }), [now, order])

  // What the browser tests read: every change as it was handed to the page.
  useEffect(() => {
    window.harness = { hash, values, submitted }
  }, [hash, values, submitted])

  return (
    <StageForm
      form={form}
      values={values}
      context={context}
      prefilled={prefilled}
      place={place}
      keeping="kept"
      host={host}
      onPlace={setPlace}
      onFieldChange={(field, value) => {
        setValues((before) => given({ ...before, [field]: value }))
        setPrefilled((before) => new Set([...before].filter((each) => each !== field)))
      }}
      onLeave={() => setPlace({ screen: 'review' })}
      onSubmit={() => setSubmitted(true)}
    />
  )
}

/** As the pages do: an emptied field has no value. */
function given(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

declare global {
  interface Window {
    harness: {
      /** What is shown by now, as it was asked for. */
      hash: string
      values: FormValues
      submitted: boolean
    }
  }
}
