import { stat } from 'node:fs/promises'

export interface NativeProgress {
  readonly step: 'looking' | 'downloading' | 'checking' | 'unpacking' | 'compiling' | 'trying' | 'done'
  /** 0 to 1 of the whole set-up. */
  readonly fraction: number
  readonly sentence: string
}

export type Report = (step: NativeProgress['step'], fraction: number, sentence: string) => void

export type NativeInstallFailure = 'missing' | 'download' | 'wrong-hash' | 'unpack' | 'compile' | 'try' | 'cancelled'

/** Why a step of the set-up could not be done; the sentence is for people. */
export class StepFailed extends Error {
  readonly failure: NativeInstallFailure
  constructor(failure: NativeInstallFailure, sentence: string) {
    super(sentence)
    this.failure = failure
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** Of a program's output: where compilers and pip say what went wrong. */
export const lastLine = (output: string): string =>
  output
    .trim()
    .split('\n')
    .findLast((line) => line.trim() !== '')
    ?.trim() ?? 'it said nothing'
