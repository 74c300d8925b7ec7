/**
 * Gives what it made last time under an id as long as its inputs are the same, so that what didn’t change stays the same
 * object. For lists, whose entries can’t have a hook each.
 */
export type Memo = <T>(id: string, inputs: readonly unknown[], make: () => T) => T

export function createMemo(): Memo {
  const kept = new Map<string, { inputs: readonly unknown[]; value: unknown }>()
  return <T>(id: string, inputs: readonly unknown[], make: () => T): T => {
    const known = kept.get(id)
    const same = known?.inputs.length === inputs.length && inputs.every((input, i) => Object.is(input, known.inputs[i]))
    if (known !== undefined && same) return known.value as T
    const value = make()
    kept.set(id, { inputs, value })
    return value
  }
}
