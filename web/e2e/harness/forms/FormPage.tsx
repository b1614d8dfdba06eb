import { openForm, StageForm, toInstant, type Form, type FormFiles, type FormValues, type Place } from '@ronghe/forms'
import { useEffect, useMemo, useState } from 'react'
import { fixtureHost } from './fixtureHost'
import { NOW, ORDER, prefill, readFromMeter } from './fixtureOrder'

/** Draws one form of the residential connection over a host that answers at once. */
export function FormPage({ form: name }: { form: string }) {
  const form = useMemo(() => shippedForm(name), [name])
  const [values, setValues] = useState<FormValues>(() => ({ ...prefill(form.ui), ...readFromMeter(form.ui) }))
  const [prefilled, setPrefilled] = useState(() => new Set(Object.keys(values)))
  const [place, setPlace] = useState<Place>({ screen: 'group', group: form.ui.groups[0]?.id ?? '' })
  const [submitted, setSubmitted] = useState(false)
  const host = useMemo(() => fixtureHost(), [])

  // What the browser tests read: every change as it was handed to the page.
  useEffect(() => {
    window.harness = { values, submitted }
  }, [values, submitted])

  return (
    <StageForm
      form={form}
      values={values}
      context={CONTEXT}
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
    harness: { values: FormValues; submitted: boolean }
  }
}

const CONTEXT = { order: ORDER, now: toInstant(NOW) }

const RULES = Object.values(
  import.meta.glob<string>('../../../../processes/low_voltage_residential_new/rules.cel', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join()

const FILES = import.meta.glob<never>('../../../../processes/low_voltage_residential_new/forms/*.json', {
  import: 'default',
  eager: true,
})

function shippedForm(name: string): Form {
  const file = (kind: string) => FILES[`../../../../processes/low_voltage_residential_new/forms/${name}.${kind}.json`]
  return openForm(name, { schema: file('schema'), ui: file('ui') } as unknown as FormFiles, RULES)
}
