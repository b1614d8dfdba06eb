import '@ronghe/ui/base.css'
import './console.css'
import './print.css'
import { createRoot } from 'react-dom/client'
import { App } from './App'

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')
createRoot(container).render(<App />)
