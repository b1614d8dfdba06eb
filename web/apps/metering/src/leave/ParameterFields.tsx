import { NAMED_PARAMETERS, parameterName, useI18n, type NamedParameter } from '@ronghe/ui'
import { useState } from 'react'
import { LabelledInput } from './LabelledInput'
import styles from './leave.module.css'
import { attribute698, item645, item645Of, type Parameter } from './parameter'
import { texts } from './texts'

/** Which parameter becomes what: a few by name, any other by its identifier in the meter's protocol. */
export function ParameterFields({ onParameter }: { onParameter: (parameter: Parameter | undefined) => void }) {
  const { t, language } = useI18n(texts)
  const [which, setWhich] = useState<Which>('04000302')
  const [identifier, setIdentifier] = useState('')
  const [value, setValue] = useState('')
  const give = (next: { which?: Which; identifier?: string; value?: string }) => {
    const now = { which, identifier, value, ...next }
    setWhich(now.which)
    setIdentifier(now.identifier)
    setValue(now.value)
    onParameter(read(now))
  }
  const isNamed = which !== 'dlt645' && which !== 'dlt698'
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

const PROTOCOLS = ['dlt645', 'dlt698'] as const
type Which = NamedParameter | (typeof PROTOCOLS)[number]
