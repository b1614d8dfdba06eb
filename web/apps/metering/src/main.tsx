import '@ronghe/ui/base.css'
import '@ronghe/field/field.css'
import { Door, FieldProvider, openSession } from '@ronghe/field'
import { createRoot } from 'react-dom/client'
import { App } from './App'

const session = openSession()
const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')
createRoot(container).render(
  <FieldProvider session={session}>
    <Door>
      <App />
    </Door>
  </FieldProvider>,
)
