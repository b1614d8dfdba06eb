import { openForm, prefillOf, type Form, type FormFiles, type FormUi, type FormValues } from '@ronghe/forms'
import { NOW, ORDER } from './fixtureOrder'

/** A shipped form, the facts of the order it is filled in for, and what stands in it at the beginning. */
export interface OpenedForm {
  form: Form
  order: Order
  now: Date
  values: FormValues
  prefilled: Set<string>
}

export interface Order {
  box?: { lon: number; lat: number }
  [fact: string]: unknown
}

/** A form of the residential connection over the order that the stories tell of. */
export async function openOverFixture(name: string): Promise<OpenedForm> {
  const form = await shippedForm(RESIDENTIAL, name)
  return openedEmpty(form, ORDER, NOW, readFromMeter(form.ui))
}

/** Any form over its process' own examples: as a page opens it, or with the values that its tests call valid. */
export async function openOverExamples(process: string, name: string, isFilled: boolean): Promise<OpenedForm> {
  const [form, examples] = await Promise.all([shippedForm(process, name), load(EXAMPLES, `${ROOT}/crates/forms/tests/examples/${process}.json`)])
  const now = new Date(examples.now / 1000)
  const values = examples.valid[name]
  if (values === undefined) throw new Error(`${process} has no valid values of ${name}`)
  return isFilled ? { form, order: examples.order, now, values, prefilled: new Set() } : openedEmpty(form, examples.order, now)
}

function openedEmpty(form: Form, order: Order, now: Date, read: FormValues = {}): OpenedForm {
  const values = { ...prefillOf(form.ui, order), ...read }
  return { form, order, now, values, prefilled: new Set(Object.keys(values)) }
}

/** What the metering app has read before the form was opened. */
function readFromMeter(ui: FormUi): FormValues {
  return 'meter_answer_address' in ui.fields ? { meter_answer_address: '000012345678' } : {}
}

interface Examples {
  order: Order
  now: number
  valid: Record<string, FormValues>
}

async function shippedForm(process: string, name: string): Promise<Form> {
  const folder = `${ROOT}/processes/${process}`
  const [schema, ui, rules] = await Promise.all([
    load(SCHEMAS, `${folder}/forms/${name}.schema.json`),
    load(SCREENS, `${folder}/forms/${name}.ui.json`),
    load(RULES, `${folder}/rules.cel`),
  ])
  return openForm(name, { schema, ui }, rules)
}

function load<File>(files: Record<string, () => Promise<File>>, path: string): Promise<File> {
  const file = files[path]
  if (file === undefined) throw new Error(`${path} is not shipped`)
  return file()
}

const RESIDENTIAL = 'low_voltage_residential_new'
const ROOT = '../../../..'
const SCHEMAS = import.meta.glob<FormFiles['schema']>('../../../../processes/*/forms/*.schema.json', { import: 'default' })
const SCREENS = import.meta.glob<FormFiles['ui']>('../../../../processes/*/forms/*.ui.json', { import: 'default' })
const RULES = import.meta.glob<string>('../../../../processes/*/rules.cel', { query: '?raw', import: 'default' })
const EXAMPLES = import.meta.glob<Examples>('../../../../crates/forms/tests/examples/*.json', { import: 'default' })
