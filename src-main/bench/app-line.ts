import type { MethodName, ParamsOf, ResultOf } from '../../src-shared/contract/methods.ts'

/** The started app, asked over its own line as a page does; an answer comes as it was sent, unchecked. */
export interface AppLine {
  ask<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<{ result: ResultOf<M>; bytes: number }>
  residentBytes(): number | null
  /** Ends the app. */
  close(): Promise<void>
}
