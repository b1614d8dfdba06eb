import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { Button, Progress } from 'antd'
import { Link } from 'react-router'
import type { Unmasked } from '../orders/useUnmasked'
import { texts as orderTexts } from '../orders/texts'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { CASE_VERDICTS, type CaseCheck } from './caseCheck'
import { texts } from './texts'
import type { FilesCheck } from './useCheckedFiles'
import styles from './casefile.module.css'

interface PrintBarProps {
  order: string
  check: CaseCheck
  files: FilesCheck
  /** Something that the paper names is still being read. */
  isReading: boolean
  isProcessMissing: boolean
  unmasked: Unmasked
  onPrint: () => void
  onReadAgain: () => void
}

/** How far the checking is, what came of it, and printing once it is done. Not on paper. */
export function PrintBar({ order, check, files, isReading, isProcessMissing, unmasked, onPrint, onReadAgain }: PrintBarProps) {
  const { t } = useI18n(texts)
  const { t: tell } = useI18n(orderTexts)
  const mayUnmask = useMay()('unmask_personal_data')
  const isChecking = files.done < files.asked || check.verdict === 'running'
  const isReady = !isChecking && !isReading
  const look = CASE_VERDICTS[isReady ? check.verdict : 'running']
  return (
    <div className={styles.bar}>
      <h1 className={styles.barTitle}>{t('casefile.page.title')}</h1>
      <Link to={paths.order(order)}>{t('casefile.page.back')}</Link>
      <span className={styles.space} />
      {unmasked.file !== undefined && <Button onClick={unmasked.hide}>{tell('orders.unmask.hide')}</Button>}
      {unmasked.file === undefined && mayUnmask && <Button onClick={unmasked.open}>{tell('orders.unmask.show')}</Button>}
      <Button onClick={onReadAgain}>{t('casefile.page.read')}</Button>
      {files.again && !isChecking && <Button onClick={files.again}>{t('casefile.page.again')}</Button>}
      <Button type="primary" icon={<Icon name="export" size="1em" />} disabled={!isReady} danger={check.verdict === 'differs'} onClick={onPrint}>
        {t('casefile.page.print')}
      </Button>
      <div role="status" className={`${styles.barState} ${toneClass(look.meaning)}`}>
        <Icon name={look.icon} size="1.1em" /> <span>{words()}</span>
        {isChecking && files.asked > 0 && (
          <Progress className={styles.progress ?? ''} percent={(files.done / files.asked) * 100} showInfo={false} aria-label={words()} />
        )}
      </div>
      {isProcessMissing && (
        <p role="alert" className={`${styles.barState} ${toneClass('late')}`}><Icon name="alert" size="1.1em" /> {t('casefile.page.no_process')}</p>
      )}
    </div>
  )

  function words(): string {
    if (isChecking) return t('casefile.page.checking', { done: files.done, all: files.asked })
    if (isReading) return t('casefile.page.loading')
    switch (check.verdict) {
      case 'differs':
        return t('casefile.page.ready_differs')
      case 'gaps': {
        const { unavailable, withheld, unchecked } = check.files
        return t('casefile.page.ready_gaps', { count: unavailable + withheld + unchecked })
      }
      case 'running':
      case 'clean':
        return t('casefile.page.ready')
    }
  }
}
