import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { readBundle, UnreadableBundle, type BundleFiles } from './bundleFiles'
import { texts } from './texts'
import styles from './processes.module.css'

/** Two ways to a bundle: its folder, or a zip of it. Nothing leaves the browser yet. */
export function BundlePicker({ onChoose }: { onChoose: (files: BundleFiles) => void }) {
  const { t } = useI18n(texts)
  const [fault, setFault] = useState<UnreadableBundle['reason']>()
  const take = async (list: FileList | null) => {
    setFault(undefined)
    try {
      onChoose(await readBundle([...(list ?? [])]))
    } catch (error) {
      setFault(error instanceof UnreadableBundle ? error.reason : 'not_text')
    }
  }
  return (
    <div className={styles.pickers}>
      <label className={styles.picker}>
        <Icon name="upload" /> {t('processes.pick.folder')}
        {/* React has no name for this attribute. */}
        <input className={styles.input} type="file" {...{ webkitdirectory: '' }} onChange={(event) => void take(event.target.files)} />
      </label>
      <label className={styles.picker}>
        <Icon name="upload" /> {t('processes.pick.zip')}
        <input className={styles.input} type="file" accept=".zip" onChange={(event) => void take(event.target.files)} />
      </label>
      {fault && (
        <p role="alert" className={`${styles.pickFault} ${toneClass('late')}`}>
          <Icon name="alert" /> {t(`processes.pick.${fault}`)}
        </p>
      )}
    </div>
  )
}
