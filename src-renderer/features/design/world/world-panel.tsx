import {
  environmentCatalogue,
  environmentEntry,
  environmentTraits,
} from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { worldInWords } from '../../../../src-shared/domain/user-module.ts'
import { Panel } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { plural } from '../../../../src-shared/words/format.ts'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields } from '../../../components/form/fields.tsx'
import type { Design } from '../model/use-design.ts'
import { GridworldMap } from './gridworld-map.tsx'
import { OwnModule } from './own-module.tsx'
import type { ModuleCheck } from './use-module-check.ts'
import { WorldPicture } from './world-picture.tsx'
import styles from './world.module.css'

const kinds = { bandit: 'Bandits', finite: 'Finite worlds', control: 'Control' } as const

export function WorldSelect({ design }: { design: Design }) {
  const options = environmentCatalogue.map((entry) => ({
    value: entry.id,
    label: entry.title,
    group: entry.id === 'module' ? 'Your own' : kinds[entry.kind],
  }))
  return (
    <Select
      label="World"
      strong
      value={design.draft.spec.environment.id}
      options={options}
      onChange={(id) => design.pickWorld(id)}
    />
  )
}

/** Where the policy acts: its picture, its facts, and its parameters. */
export function WorldPanel({ design, check }: { design: Design; check: ModuleCheck }) {
  const { environment } = design.draft.spec
  const entry = environmentEntry(environment.id)
  const complaint = design.complaintAt(['environment'])
  const checked = check.state.kind === 'checked' ? check.state.result.world : null
  return (
    <Panel title="World">
      <WorldSelect design={design} />
      {environment.id === 'gridworld' ? (
        <GridworldMap
          map={environment.map}
          complaint={design.complaintAt(['environment', 'map'], true)}
          onChange={(map) => design.set(['environment', 'map'], map)}
        />
      ) : (
        <WorldPicture environment={environment} />
      )}
      <p className={styles.facts} title={entry.facts}>
        {entry.sentence} {checked ? `It has ${worldInWords(checked)}.` : factsOf(environment)}
      </p>
      {complaint && (
        <p className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
      {environment.id === 'module' ? (
        <OwnModule design={design} environment={environment} check={check} />
      ) : (
        <Fields
          fields={cachedFields(`environment ${entry.id}`, entry.schema)}
          value={environment}
          path={['environment']}
          skip={['map', 'copies']}
        />
      )}
      {environment.id === 'FrozenLake-v1' && (
        <Fields
          fields={cachedFields(`environment ${entry.id}`, entry.schema).filter((field) => field.key === 'map')}
          value={environment}
          path={['environment']}
        />
      )}
    </Panel>
  )
}

/** "4 numbers in, 2 actions, at most 500 steps; solved at 475." */
export function factsOf(environment: EnvironmentSpec): string {
  const entry = environmentEntry(environment.id)
  const world = environmentTraits(environment)
  if (!world.known) return 'Its inputs and actions are read when a run starts.'
  const sees = world.finite ? plural(world.states ?? 1, 'state') : `${plural(world.dimensions, 'number')} in`
  const acts = world.continuous ? 'continuous actions' : plural(world.actions ?? 2, 'action')
  const ends = world.episodeSteps === undefined ? 'no time limit' : `at most ${plural(world.episodeSteps, 'step')}`
  return `${sees}, ${acts}, ${ends}${entry.solvedAt === undefined ? '' : `; solved at ${entry.solvedAt}`.replace('-', '−')}.`
}
