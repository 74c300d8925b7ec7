export interface ProgressLine {
  show(sentence: string, fraction?: number): void
  end(): void
}

/**
 * One line that is written over on a terminal; elsewhere (a log) a line per new sentence, without the figures that
 * change many times a second.
 */
export function progressLine(output: NodeJS.WriteStream): ProgressLine {
  let shown = ''
  const withoutFigures = (sentence: string): string => sentence.replace(/[:(].*$/, '').trim()
  return {
    show(sentence, fraction) {
      if (!output.isTTY) {
        if (withoutFigures(sentence) !== withoutFigures(shown)) output.write(`${sentence}\n`)
        shown = sentence
        return
      }
      const text = `${fraction === undefined ? '' : `${Math.round(fraction * 100)} %`.padStart(5)} ${sentence}`.slice(
        0,
        Math.max(20, output.columns - 1),
      )
      output.write(`\r${text.padEnd(shown.length)}`)
      shown = text
    },
    end() {
      if (output.isTTY && shown !== '') output.write('\n')
      shown = ''
    },
  }
}
