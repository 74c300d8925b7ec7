import type { Point, WorldPicture } from './picture.ts'

/** The two hills of both mountain cars: sin(3 x) over positions -1.2 to 0.6, a car in the valley, a flag at the goal. */
const hills = Array.from({ length: 41 }, (_, i): Point => {
  const position = -1.2 + (i / 40) * 1.8
  return [10 + i * 5.5, 70 - 26 * (Math.sin(3 * position) + 1)]
})

export const mountainPicture: WorldPicture = {
  kind: 'shapes',
  shapes: [
    { look: 'hill', line: hills },
    {
      look: 'ground',
      line: [
        [212, 18],
        [212, 4],
      ],
    },
    {
      look: 'flag',
      line: [
        [212, 4],
        [222, 8],
        [212, 12],
      ],
    },
    { look: 'body', box: [92, 58, 20, 9] },
  ],
}
