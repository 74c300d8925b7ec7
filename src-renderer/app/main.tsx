import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import 'katex/dist/katex.min.css'
import './theme/tokens.css'
import './theme/base.css'
import { createRoot } from 'react-dom/client'
import * as z from 'zod'
import { createClient } from '../client/client.ts'
import { electronTransport } from '../client/electron-transport.ts'
import type { AscentBridge } from '../client/electron-transport.ts'
import { createClientParts } from '../client/index.tsx'
import { webSocketTransport } from '../client/web-socket-transport.ts'
import { App } from './app.tsx'
import { showFailure } from '../components/notify.ts'

declare global {
  interface Window {
    ascent?: AscentBridge
  }
}

// The page's content security policy forbids making code from text, which zod would try first.
z.config({ jitless: true })

const pageSecret = () => document.querySelector<HTMLMetaElement>('meta[name="ascent-secret"]')?.content ?? ''
const transport = window.ascent ? electronTransport(window.ascent) : webSocketTransport(pageSecret())
const parts = createClientParts(createClient(transport), showFailure)

createRoot(document.getElementById('root')!).render(<App parts={parts} />)
