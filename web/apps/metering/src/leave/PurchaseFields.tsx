import { useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { LabelledInput } from './LabelledInput'
import { purchase, type Parameter } from './parameter'
import { texts } from './texts'

/** What was paid, and which purchase it is: the meter counts them, and takes none twice. */
export function PurchaseFields({ onParameter }: { onParameter: (parameter: Parameter | undefined) => void }) {
  const { t } = useI18n(texts)
  const [amount, setAmount] = useState('')
  const [count, setCount] = useState('')
  const isWrong = amount !== '' && count !== '' && purchase(amount, count) === undefined
  return (
    <>
      <LabelledInput
        label={t('leave.purchase.amount')}
        value={amount}
        inputMode="decimal"
        onValue={(next) => {
          setAmount(next)
          onParameter(purchase(next, count))
        }}
      />
      <LabelledInput
        label={t('leave.purchase.count')}
        value={count}
        inputMode="numeric"
        isWrong={isWrong}
        onValue={(next) => {
          setCount(next)
          onParameter(purchase(amount, next))
        }}
      />
    </>
  )
}
