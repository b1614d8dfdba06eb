import { NAMED_PARAMETERS, parameterName, useI18n, type NamedParameter } from '@ronghe/ui'
import { type ReactNode, useState } from 'react'
import { LabelledInput } from './LabelledInput'
import styles from './leave.module.css'
import { attribute698, identified, item645, item645Of, type Parameter } from './parameter'
import { texts } from './texts'

interface ParameterFieldsProps {
  /** The identifier of the one that was read last, eight hex digits. */
  first: string | undefined
  /** What the chosen one is now. */
  present: (which: Parameter) => ReactNode
  /** The whole, once it is; and which one it is about, as soon as that is said. */
  onParameter: (parameter: Parameter | undefined, which: Parameter | undefined) => void
}

/** Which parameter becomes what: a few by name, any other by its identifier in the meter's protocol. */
export function ParameterFields({ first, present, onParameter }: ParameterFieldsProps) {
  const { t, language } = useI18n(texts)
  const [which, setWhich] = useState<Which>(() => firstWhich(first))
  const [identifier, setIdentifier] = useState(() => (first !== undefined && firstWhich(first) === 'dlt645' ? first : ''))
  const [value, setValue] = useState('')
  const give = (next: { which?: Which; identifier?: string; value?: string }) => {
    const now = { which, identifier, value, ...next }
    setWhich(now.which)
    setIdentifier(now.identifier)
    setValue(now.value)
    onParameter(read(now), about(now))
  }
  const isNamed = which !== 'dlt645' && which !== 'dlt698'
  const chosen = about({ which, identifier })
  const isFull = value !== '' && (isNamed || identifier !== '')
  return (
    <>
      <label className={styles.field}>
        <span className={styles.label}>{t('leave.parameter.which')}</span>
        <select className={styles.input} value={which} onChange={({ target }) => give({ which: target.value as Which, value: '' })}>
          {NAMED_PARAMETERS.map((item) => (
            <option key={item} value={item}>
              {parameterName(item, language)}
            </option>
          ))}
          {PROTOCOLS.map((protocol) => (
            <option key={protocol} value={protocol}>
              {`${t(`leave.parameter.${protocol}`)} · ${t('leave.parameter.other')}`}
            </option>
          ))}
        </select>
      </label>
      {!isNamed && (
        <LabelledInput
          label={t(which === 'dlt645' ? 'leave.parameter.item' : 'leave.parameter.oad')}
          value={identifier}
          inputMode="text"
          onValue={(next) => give({ identifier: next })}
        />
      )}
      {chosen && present(chosen)}
      <LabelledInput
        label={t(isNamed ? 'leave.parameter.value' : 'leave.parameter.hex')}
        value={value}
        inputMode={isNamed ? 'numeric' : 'text'}
        isWrong={isFull && read({ which, identifier, value }) === undefined}
        onValue={(next) => give({ value: next })}
      />
    </>
  )
}

function read({ which, identifier, value }: { which: Which; identifier: string; value: string }): Parameter | undefined {
  if (which === 'dlt645') return item645(identifier, value)
  if (which === 'dlt698') return attribute698(identifier, value)
  return item645Of(which, value)
}

function about({ which, identifier }: { which: Which; identifier: string }): Parameter | undefined {
  return which === 'dlt645' || which === 'dlt698' ? identified(which, identifier) : { item: which }
}

function firstWhich(first: string | undefined): Which {
  if (first === undefined) return '04000302'
  return NAMED_PARAMETERS.find((item) => item === first) ?? 'dlt645'
}

const PROTOCOLS = ['dlt645', 'dlt698'] as const
type Which = NamedParameter | (typeof PROTOCOLS)[number]
