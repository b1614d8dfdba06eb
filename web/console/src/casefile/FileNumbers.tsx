import { useI18n } from '@ronghe/ui'
import { texts } from './texts'
import type { CheckedFile } from './useCheckedFiles'
import styles from './casefile.module.css'

/** Where in this case file the files of a field are. */
export function FileNumbers({ attachments, files }: { attachments: string[]; files: CheckedFile[] }) {
  const { t, language } = useI18n(texts)
  const numbers = files.filter(({ row }) => attachments.includes(row.attachment)).map(({ number }) => String(number))
  if (numbers.length === 0) return null
  return <span className={styles.numbers}>{t('casefile.stages.files', { numbers: numbers.join(language === 'zh' ? '、' : ', ') })}</span>
}
