import { HashRouter, Navigate, Route, Routes } from 'react-router'
import { CustomerOfOrderPage } from './customers/CustomerOfOrderPage'
import { CustomersPage } from './customers/CustomersPage'
import { InquiryPage } from './customers/InquiryPage'
import { FormPage } from './form/FormPage'
import { FromMeterPage } from './form/FromMeterPage'
import { OrderPage } from './order/OrderPage'
import { OrderRoom } from './order/OrderRoom'
import { OrdersPage } from './orders/OrdersPage'
import { routes } from './paths'
import { MeterPage } from './rounds/MeterPage'
import { RoundsPage } from './rounds/RoundsPage'
import { DonePage } from './submit/DonePage'
import { HandOverPage } from './submit/HandOverPage'

export function App() {
  return (
    <HashRouter>
      <Routes>
        <Route path={routes.orders} element={<OrdersPage />} />
        <Route path={routes.customers} element={<CustomersPage />} />
        <Route path={routes.customer} element={<InquiryPage />} />
        <Route path={routes.order} element={<OrderRoom />}>
          <Route index element={<OrderPage />} />
          <Route path={routes.orderCustomer} element={<CustomerOfOrderPage />} />
          <Route path={routes.rounds} element={<RoundsPage />} />
          <Route path={routes.meter} element={<MeterPage />} />
          <Route path={routes.form} element={<FormPage />} />
          <Route path={routes.work} element={<FromMeterPage />} />
          <Route path={routes.review} element={<FormPage />} />
          <Route path={routes.handOver} element={<HandOverPage />} />
          <Route path={routes.done} element={<DonePage />} />
        </Route>
        <Route path="*" element={<Navigate to={routes.orders} replace />} />
      </Routes>
    </HashRouter>
  )
}
