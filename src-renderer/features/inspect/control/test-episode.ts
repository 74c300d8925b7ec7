import type { Episode } from './episode.ts'

/** An episode of given states; its other numbers are ones that can be told apart. */
export function testEpisode(statesNX: readonly (readonly number[])[], part: Partial<Episode> = {}): Episode {
  const steps = statesNX.length - 1
  const rows = (width: number, count: number, value: (n: number, i: number) => number): Float64Array =>
    Float64Array.from({ length: width * count }, (_, at) => value(Math.floor(at / width), at % width))
  return {
    steps,
    states: statesNX[0]!.length,
    statesNX: Float64Array.from(statesNX.flat()),
    observations: statesNX[0]!.length,
    observationsND: Float64Array.from(statesNX.flat()),
    actionSize: 1,
    actionsNK: rows(1, steps, (n) => n % 2),
    actions: 2,
    probabilitiesNA: rows(2, steps + 1, (n, a) => (a === 1 ? n / 10 : 1 - n / 10)),
    meansNK: null,
    sigmasNK: null,
    valuesN: rows(1, steps + 1, (n) => 10 - n),
    rewardsN: rows(1, steps, () => 1),
    tdErrorsN: rows(1, steps, (n) => (n % 2 === 0 ? -0.5 : 0.5)),
    rewardToGoN: rows(1, steps, (n) => steps - n),
    return: steps,
    end: 'terminated',
    entropy: 0.5,
    klToPrevious: null,
    ...part,
  }
}
