import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { cutOversQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { paths } from '../paths'
import { useMay, useSession } from '../session/useSession'
import { CutOverDialog } from './CutOverDialog'
import { CutOverTable } from './CutOverTable'
import { texts } from './texts'

/** Areas that go, or went, to another grid: planned with a preview, carried out by the platform, reported here. */
export function CutOverPage() {
  const { t } = useI18n(texts)
  const may = useMay()
  const station = useSession().station ?? undefined
  const cutOvers = useQuery(cutOversQuery(station))
  const [isAdding, setAdding] = useState(false)
  const mayMove = may('cut_over_areas')
  return (
    <>
      <PageHead
        title={t('cutover.page.title')}
        note={<Link to={paths.people({ tab: 'grids' })}>{t('cutover.page.people')}</Link>}
        actions={mayMove && <Button type="primary" onClick={() => setAdding(true)}>{t('cutover.page.add')}</Button>}
      />
      <Answered query={cutOvers} empty={{ when: (all) => all.length === 0, title: t('cutover.empty.title'), advice: t('cutover.empty.advice') }}>
        {(all) => <CutOverTable cutOvers={all} mayMove={mayMove} />}
      </Answered>
      {isAdding && <CutOverDialog station={station} onClose={() => setAdding(false)} />}
    </>
  )
}
