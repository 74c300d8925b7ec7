// `ascent COMMAND`. Static imports are compiled before anything runs, so the rest comes by a later one.
import { keepCompiledSources } from '../keep-compiled-sources.ts'

keepCompiledSources()
await import('./program.ts')
