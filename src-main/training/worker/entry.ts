import { startTrainer } from './start.ts'

await startTrainer(import.meta.url, async () => (await import('./learners.ts')).makeLearner)
