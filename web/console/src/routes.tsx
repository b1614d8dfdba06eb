import { createHashRouter } from 'react-router'
import { AbsencesPage } from './absences/AbsencesPage'
import { AuditPage } from './audit/AuditPage'
import { CaseFilePage } from './casefile/CaseFilePage'
import { CutOverPage } from './cutover/CutOverPage'
import { DispatchPage } from './dispatch/DispatchPage'
import { Frame } from './frame/Frame'
import { NothingHere } from './frame/NothingHere'
import { PageFailed } from './frame/PageFailed'
import { InquiriesPage } from './inquiries/InquiriesPage'
import { ItemsPage } from './items/ItemsPage'
import { AuthorisationsPage } from './metering/AuthorisationsPage'
import { MeterPage } from './meters/MeterPage'
import { MetersPage } from './meters/MetersPage'
import { WorkPage } from './meters/WorkPage'
import { MigrationPage } from './migration/MigrationPage'
import { OrderPage } from './orders/OrderPage'
import { OrdersPage } from './orders/OrdersPage'
import { OutboxPage } from './outbox/OutboxPage'
import { PeoplePage } from './people/PeoplePage'
import { DifferencePage } from './processes/DifferencePage'
import { ProcessesPage } from './processes/ProcessesPage'
import { ProcessPage } from './processes/ProcessPage'
import { RosterPage } from './roster/RosterPage'
import { CardsPage } from './terminals/CardsPage'
import { TerminalsPage } from './terminals/TerminalsPage'
import { TodayPage } from './today/TodayPage'
import { WorksPage } from './works/WorksPage'

/** Paths are made by `paths.ts`. They stand behind `#`: the console is a folder of files, whoever serves it. */
export const router = createHashRouter([
  {
    path: '/',
    element: <Frame />,
    errorElement: <PageFailed />,
    children: [
      { index: true, element: <TodayPage /> },
      { path: 'orders', element: <OrdersPage /> },
      { path: 'orders/:order', element: <OrderPage /> },
      { path: 'orders/:order/case-file', element: <CaseFilePage /> },
      { path: 'dispatch', element: <DispatchPage /> },
      { path: 'items', element: <ItemsPage /> },
      { path: 'authorisations', element: <AuthorisationsPage /> },
      { path: 'meters', element: <MetersPage /> },
      { path: 'meters/:address', element: <MeterPage /> },
      { path: 'meter-works', element: <WorksPage /> },
      { path: 'meter-works/:work', element: <WorkPage /> },
      { path: 'processes', element: <ProcessesPage /> },
      { path: 'processes/:hash', element: <ProcessPage /> },
      { path: 'processes/:hash/difference', element: <DifferencePage /> },
      { path: 'processes/:hash/migration', element: <MigrationPage /> },
      { path: 'terminals', element: <TerminalsPage /> },
      { path: 'cards', element: <CardsPage /> },
      { path: 'people', element: <PeoplePage /> },
      { path: 'people/absences', element: <AbsencesPage /> },
      { path: 'people/cut-overs', element: <CutOverPage /> },
      { path: 'roster', element: <RosterPage /> },
      { path: 'audit/:chain', element: <AuditPage /> },
      { path: 'inquiries', element: <InquiriesPage /> },
      { path: 'outbox', element: <OutboxPage /> },
      { path: '*', element: <NothingHere /> },
    ],
  },
])
