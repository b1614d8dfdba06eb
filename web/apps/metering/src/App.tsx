import { errandBase, errandOf } from '@ronghe/field'
import { useState } from 'react'
import { HashRouter, Navigate, Route, Routes } from 'react-router'
import { ConfirmPage } from './confirm/ConfirmPage'
import { ErrandProvider } from './errand/ErrandProvider'
import { ErrandStrip } from './errand/ErrandStrip'
import styles from './errand/errand.module.css'
import { LeavePage } from './leave/LeavePage'
import { LinkProvider } from './link/LinkProvider'
import { MeterPage } from './meter/MeterPage'
import { MetersPage } from './meters/MetersPage'
import { routes } from './paths'
import { RunPage } from './run/RunPage'
import { WorkPage } from './works/WorkPage'
import { WorksPage } from './works/WorksPage'

/** The errand for a form stands before the path of every page, and the pages need not know. */
export function App() {
  const [errand] = useState(() => errandOf(location.hash.slice(1)))
  return (
    <HashRouter basename={errand === undefined ? '/' : errandBase(errand)}>
      <ErrandProvider errand={errand}>
        <LinkProvider>
          <div className={styles.room}>
            <ErrandStrip />
            <div className={styles.page}>
              <Pages />
            </div>
          </div>
        </LinkProvider>
      </ErrandProvider>
    </HashRouter>
  )
}

function Pages() {
  return (
    <Routes>
      <Route path={routes.meters} element={<MetersPage />} />
      <Route path={routes.meter} element={<MeterPage />} />
      <Route path={routes.leave} element={<LeavePage />} />
      <Route path={routes.confirm} element={<ConfirmPage />} />
      <Route path={routes.run} element={<RunPage />} />
      <Route path={routes.works} element={<WorksPage />} />
      <Route path={routes.work} element={<WorkPage />} />
      <Route path="*" element={<Navigate to={routes.meters} replace />} />
    </Routes>
  )
}
