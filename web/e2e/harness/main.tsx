import '@ronghe/ui/base.css'
import './harness.css'
import { applyTheme, I18nProvider, type Density, type Language, type Theme } from '@ronghe/ui'
import { createRoot } from 'react-dom/client'
import { ComponentsPage } from './components/ComponentsPage'
import { FormPage } from './forms/FormPage'
import { openOverExamples, openOverFixture } from './forms/openedForm'

// The harness shows the shared packages to the browser tests. How they look stands in the query; which form is shown in
// the hash, so that a story goes from form to form without loading the page again: `#form=…` over the order that the
// stories tell of, `#process=…&form=…[&filled]` over the examples of its process.
const query = new URLSearchParams(location.search)
const root = document.documentElement
applyTheme(root, (query.get('theme') ?? 'outdoor') as Theme, (query.get('density') ?? 'field') as Density)
root.style.fontSize = query.get('text') ?? '100%'

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')
const page = createRoot(container)
addEventListener('hashchange', () => void show())
void show()

async function show(): Promise<void> {
  const { hash } = location
  const wanted = new URLSearchParams(hash.slice(1))
  const [process, form] = [wanted.get('process'), wanted.get('form')]
  const opened =
    form === null ? undefined : process === null ? await openOverFixture(form) : await openOverExamples(process, form, wanted.has('filled'))
  page.render(
    <I18nProvider language={(query.get('language') ?? 'zh') as Language}>
      {opened === undefined ? <ComponentsPage /> : <FormPage key={hash} hash={hash} {...opened} />}
    </I18nProvider>,
  )
}
