import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import 'katex/dist/katex.min.css'
import './theme/tokens.css'
import './theme/base.css'
import { MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import * as z from 'zod'
import { createClient } from '../client/client.ts'
import { electronTransport } from '../client/electron-transport.ts'
import type { AscentBridge } from '../client/electron-transport.ts'
import { askHost, onNewSecret } from '../client/host-access.ts'
import { createClientParts } from '../client/index.tsx'
import type { ClientTransport } from '../client/transport.ts'
import { webSocketTransport } from '../client/web-socket-transport.ts'
import { App } from './app.tsx'
import { HowToOpen } from './how-to-open.tsx'
import { preloadViews } from './routes.tsx'
import { theme } from './theme/theme.ts'
import { showEvent, showFailure } from '../components/notify.ts'

declare global {
  interface Window {
    ascent?: AscentBridge
  }
}

// The page's content security policy forbids making code from text, which zod would try first.
z.config({ jitless: true })

const root = createRoot(document.getElementById('root')!)
if (window.ascent) showApp(electronTransport(window.ascent))
else if ((await askHost()) === 'refuses') {
  root.render(
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <HowToOpen />
    </MantineProvider>,
  )
  onNewSecret(() => location.reload())
} else showApp(webSocketTransport())

function showApp(transport: ClientTransport): void {
  const client = createClient(transport)
  // Before anything is drawn: a notice that waited for this window comes with its first messages.
  client.on('notice', showEvent)
  root.render(<App parts={createClientParts(client, showFailure)} />)
  preloadViews()
}
