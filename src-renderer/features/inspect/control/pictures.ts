import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { cartPolePicture } from './cart-pole-picture.ts'
import type { Episode } from './episode.ts'
import { mountainPicture } from './mountain-picture.ts'
import type { ReplayLook, WorldPicture } from './picture.ts'
import { planePicture } from './plane-pictures.ts'
import { acrobotPicture, pendulumPicture } from './swinging-pictures.ts'

/** The picture of a world at the moments of an episode; null where only its numbers are known. */
export function pictureOf(environment: EnvironmentSpec, episode: Episode, look: ReplayLook): WorldPicture | null {
  switch (environment.id) {
    case 'CartPole-v1':
      return cartPolePicture(episode, look)
    case 'Acrobot-v1':
      return acrobotPicture(episode, look)
    case 'Pendulum-v1':
      return pendulumPicture(episode, look)
    case 'MountainCar-v0':
      return mountainPicture(episode, look, 0.5, true)
    case 'MountainCarContinuous-v0':
      return mountainPicture(episode, look, 0.45, false)
    case 'lqr': {
      const up = environment.dynamics.length > 1 ? 1 : null
      return planePicture(episode, look, {
        across: 0,
        up,
        names: ['x1', 'x2'],
        walls: false,
        goalRadius: 0,
        force: null,
      })
    }
    case 'point-mass': {
      const up = environment.dimensions > 1 ? 1 : null
      return planePicture(episode, look, {
        across: 0,
        up,
        names: environment.dimensions === 3 ? ['x, m', 'y, m; seen from above'] : ['x, m', 'y, m'],
        half: 2,
        walls: true,
        goalRadius: environment.goalRadius,
        force: { across: 0, up, most: 1 },
      })
    }
    default:
      return null
  }
}
