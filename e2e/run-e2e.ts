// `npm run e2e [-- --shell electron] [Playwright's arguments]`: prepares what the tests need, then runs them.
import { runEndToEnd } from './end-to-end.ts'

const args = process.argv.slice(2)
const at = args.indexOf('--shell')
const shell = at === -1 ? 'browser' : args.splice(at, 2)[1]
if (shell !== 'browser' && shell !== 'electron') {
  process.stderr.write(`--shell takes browser or electron, not "${shell ?? ''}".\n`)
  process.exitCode = 2
} else process.exitCode = await runEndToEnd(shell, args)
