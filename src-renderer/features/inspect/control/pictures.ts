import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { cartPolePicture } from './cart-pole-picture.ts'
import type { Episode } from './episode.ts'
import type { ReplayLook, WorldPicture } from './picture.ts'

/** The picture of a world at the moments of an episode; null where only its numbers are known. */
export function pictureOf(environment: EnvironmentSpec, episode: Episode, look: ReplayLook): WorldPicture | null {
  switch (environment.id) {
    case 'CartPole-v1':
      return cartPolePicture(episode, look)
    default:
      return null
  }
}
