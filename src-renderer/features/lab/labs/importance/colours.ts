import type { ImportanceEstimate } from '../../../../../src-shared/figure/labs/importance.ts'
import { heatRamps } from '../../../../../src-shared/figure/heat-ramp.ts'
import { variantStyle } from '../../../../../src-shared/figure/variant-style.ts'

const slots: Record<ImportanceEstimate, number> = { ordinary: 0, selfNormalised: 1, perDecision: 2 }

/** An estimate's colour and dash, the same in picture and table. */
export const estimateStyle = (key: ImportanceEstimate, scheme: 'light' | 'dark') => variantStyle(slots[key], scheme)

/** The ground where an effective sample size is not to be trusted: the warning's wash. */
export const untrustedGround = { light: '#fff6e0', dark: '#2e2715' } as const
/** Bars: the ramp for amounts, fourth of five. */
export const barFill = { light: heatRamps.light.amount[3]!, dark: heatRamps.dark.amount[3]! }
