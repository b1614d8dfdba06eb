import { groupNumber, Icon, toneClass, useI18n } from '@ronghe/ui'
import { ASSET_NO_LEN, assetCheckDigit, NUMBER_FORMATS } from '../check/formats'
import { checkDigitText, texts } from '../texts'
import styles from './inputs.module.css'

interface CodeProgressProps {
  format: string | undefined
  code: string
}

/** A long number in groups, to be compared with the plate, and its check digit told as soon as it is there. */
export function CodeProgress({ format, code }: CodeProgressProps) {
  const { t, say } = useI18n(texts)
  if (!/^\d{7,}$/.test(code)) return null
  const grouped = <span>{groupNumber(code)}</span>
  if (format !== 'asset-no') return <p className={styles.aloud}>{grouped}</p>
  const isRight = NUMBER_FORMATS[format]?.(code) === undefined
  const isWrong = code.length >= ASSET_NO_LEN && !isRight
  return (
    <p className={styles.aloud} role="status">
      {grouped}
      <span className={`${styles.digit} ${toneClass(isRight ? 'done' : isWrong ? 'late' : 'plain')}`}>
        {isRight && <Icon name="check" size="1em" />} {isWrong && <Icon name="alert" size="1em" />}{' '}
        {isRight && t('forms.code.right')}
        {!isRight && t('forms.code.progress', { count: code.length, total: ASSET_NO_LEN })}
        {code.length === ASSET_NO_LEN && isWrong && `, ${say(checkDigitText(assetCheckDigit(code)))}`}
      </span>
    </p>
  )
}
