import { describe, expect, it } from 'vitest'
import { arrow } from './drawing.ts'
import { drawingSvg } from './drawing-svg.ts'

describe('an arrow', () => {
  it('is a shaft up to its head, and a head whose tip is its end', () => {
    const [shaft, head] = arrow([0, 0], [10, 0], 'black', 2, 4)
    expect(shaft).toMatchObject({
      points: [
        [0, 0],
        [6, 0],
      ],
    })
    expect(head).toMatchObject({
      closed: true,
      points: [
        [10, 0],
        [6, 2.4],
        [6, -2.4],
      ],
    })
  })
  it('is left out where there is room for no head', () => expect(arrow([0, 0], [0, 3], 'black', 2, 4)).toEqual([]))
})

describe('a drawing as SVG', () => {
  const svg = drawingSvg(
    {
      width: 20,
      height: 10,
      ground: '#fff',
      marks: [
        { kind: 'rect', x: 1, y: 2, width: 3.456, height: 4, radius: 2, fill: 'red' },
        { kind: 'circle', x: 5, y: 5, radius: 2, stroke: 'blue', opacity: 0.5 },
        {
          kind: 'path',
          points: [
            [0, 0],
            [1, 1],
          ],
          closed: false,
          stroke: 'black',
          dash: [2, 1],
        },
        { kind: 'text', x: 3, y: 4, text: 'a < b & c', size: 11, fill: 'black', at: 'middle' },
      ],
    },
    'J <exact>',
  )
  it('is of its size, with a title', () => {
    expect(svg).toMatch(/^<svg [^>]*width="20" height="10" viewBox="0 0 20 10"/)
    expect(svg).toContain('<title>J &lt;exact></title>')
  })
  it('has every mark, in order, with its pen', () => {
    expect(svg).toContain('<rect x="1" y="2" width="3.46" height="4" rx="2" fill="red"/>')
    expect(svg).toContain(
      '<circle cx="5" cy="5" r="2" fill="none" stroke="blue" stroke-width="1" stroke-linejoin="round" opacity="0.5"/>',
    )
    expect(svg).toContain(
      '<polyline points="0,0 1,1" fill="none" stroke="black" stroke-width="1" stroke-linejoin="round" stroke-dasharray="2 1"/>',
    )
  })
  it('writes text so that it stays text', () => expect(svg).toContain('text-anchor="middle">a &lt; b &amp; c</text>'))
})
