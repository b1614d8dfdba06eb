import { HashRouter, Navigate, Route, Routes } from 'react-router'
import { ConfirmPage } from './confirm/ConfirmPage'
import { LeavePage } from './leave/LeavePage'
import { LinkProvider } from './link/LinkProvider'
import { MeterPage } from './meter/MeterPage'
import { MetersPage } from './meters/MetersPage'
import { routes } from './paths'
import { RunPage } from './run/RunPage'
import { WorkPage } from './works/WorkPage'
import { WorksPage } from './works/WorksPage'

export function App() {
  return (
    <HashRouter>
      <LinkProvider>
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
      </LinkProvider>
    </HashRouter>
  )
}
