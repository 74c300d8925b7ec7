import { trainerMain } from './start.ts'

await trainerMain(import.meta.url, async () => (await import('./learners.ts')).makeLearner)
