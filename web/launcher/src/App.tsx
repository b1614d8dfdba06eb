import { useState } from 'react'
import { HashRouter, Navigate, Route, Routes } from 'react-router'
import { AppsPage } from './apps/AppsPage'
import { DayEndPage } from './day-end/DayEndPage'
import { MePage } from './me/MePage'
import { NoticesPage } from './notices/NoticesPage'
import { OutboxPage } from './outbox/OutboxPage'
import { paths } from './paths'
import { Shell } from './shell/Shell'
import type { Ordering } from './today/grouping'
import { TodayPage } from './today/TodayPage'

export function App() {
  // As the worker wants his list, until somebody else comes.
  const [ordering, setOrdering] = useState<Ordering>('nearest')
  return (
    <HashRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route path={paths.today} element={<TodayPage ordering={ordering} onOrder={setOrdering} />} />
          <Route path={paths.apps} element={<AppsPage />} />
          <Route path={paths.outbox} element={<OutboxPage />} />
          <Route path={paths.notices} element={<NoticesPage />} />
          <Route path={paths.me} element={<MePage />} />
          <Route path={paths.dayEnd} element={<DayEndPage />} />
          <Route path="*" element={<Navigate to={paths.today} replace />} />
        </Route>
      </Routes>
    </HashRouter>
  )
}
