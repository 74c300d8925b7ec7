/** Runs a generator to its end in one go, where nobody waits for a turn in between, and gives what it returns. */
export function finish<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
