import type { ExperimentId } from '../../../src-shared/domain/ids.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import { createStore } from '../../client/store/external-store.ts'

/** The experiment whose best point is to be run with fresh seeds; null while the dialog is closed. */
export const askedBest = createStore<ExperimentId | null>(null)

/** Whether there is anything to choose from: the points of a sweep. */
export const canAskBest = ({ spec }: Pick<Experiment, 'spec'>): boolean => spec.sweep !== undefined

export const bestWords = 'Run the best with fresh seeds'
