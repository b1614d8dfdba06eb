import '@ronghe/ui/base.css'
import './harness.css'
import { applyTheme, I18nProvider, type Density, type Language, type Theme } from '@ronghe/ui'
import { createRoot } from 'react-dom/client'
import { ComponentsPage } from './components/ComponentsPage'
import { FormPage } from './forms/FormPage'

// The harness shows the shared packages to the browser tests; what it shows stands in the query.
const query = new URLSearchParams(location.search)
const form = query.get('form')
const root = document.documentElement
applyTheme(root, (query.get('theme') ?? 'outdoor') as Theme, (query.get('density') ?? 'field') as Density)
root.style.fontSize = query.get('text') ?? '100%'

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')
createRoot(container).render(
  <I18nProvider language={(query.get('language') ?? 'zh') as Language}>
    {form === null ? <ComponentsPage /> : <FormPage form={form} />}
  </I18nProvider>,
)
