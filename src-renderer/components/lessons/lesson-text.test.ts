import { expect, it } from 'vitest'
import { textPieces } from './lesson-text.ts'

it('reads formulas, emphasis and links to lessons in a paragraph', () => {
  expect(textPieces('The *mean* of $a * b$ is **not** in [Baselines](lesson:baselines).')).toEqual([
    { kind: 'text', text: 'The ' },
    { kind: 'emphasis', text: 'mean' },
    { kind: 'text', text: ' of ' },
    { kind: 'formula', latex: 'a * b' },
    { kind: 'text', text: ' is ' },
    { kind: 'strong', text: 'not' },
    { kind: 'text', text: ' in ' },
    { kind: 'link', text: 'Baselines', lesson: 'baselines' },
    { kind: 'text', text: '.' },
  ])
})

it('leaves what is no mark as it stands', () => {
  expect(textPieces('5 * 3, [a] (b)')).toEqual([{ kind: 'text', text: '5 * 3, [a] (b)' }])
})
