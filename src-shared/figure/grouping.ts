import type { Grouping, VariantKey } from '../domain/comparison.ts'
import type { Point } from '../domain/points.ts'
import type { Experiment } from '../domain/run.ts'
import { settingsText } from '../domain/same-settings.ts'
import { settingsOfPoint, settingText } from './point-settings.ts'

/** A variant of the selection as it stands in the history. */
export interface Member {
  key: VariantKey
  experiment: Experiment
  variant: Point['variant']
  environment: Point['environment']
}

/**
 * Which variants make one curve, in the order of the first of each. Runs of different worlds are never put together:
 * their values mean different things.
 */
export function groupsOf(members: readonly Member[], grouping: Grouping): Member[][] {
  if (grouping === 'variant') return members.map((member) => [member])
  return [...Map.groupBy(members, (member) => groupText(member, grouping)).values()]
}

function groupText(member: Member, grouping: Exclude<Grouping, 'variant'>): string {
  const { budget, evaluation } = member.experiment.spec
  return grouping === 'settings'
    ? JSON.stringify([settingsText(member), budget, evaluation])
    : JSON.stringify([member.environment, ...grouping.map((path) => settingText(member, path))])
}

/** What a group is called: its one name, or the chosen settings and, where groups differ in it, the world. */
export function groupNames(groups: readonly (readonly Member[])[], grouping: Grouping): string[] {
  return groups.map((group) => {
    const [first] = group
    if (!Array.isArray(grouping)) {
      const names = new Set(group.map(({ variant }) => variant.name))
      return names.size === 1 ? first!.variant.name : `${first!.variant.name} and ${names.size - 1} more`
    }
    const chosen = grouping.map((path) => {
      const setting = settingsOfPoint(first!).get(path)
      return setting === undefined ? `no ${path.split('.').at(-1)}` : `${setting.title} ${setting.text}`
    })
    const same = groups.filter((other) =>
      grouping.every((path) => settingText(other[0]!, path) === settingText(first!, path)),
    )
    return same.length === 1 ? chosen.join(', ') : [...chosen, worldWords(first!, same)].join(', ')
  })
}

/** Which world a group's is, or in which settings it differs from those of others that are called alike. */
function worldWords(member: Member, alike: readonly (readonly Member[])[]): string {
  const differing = [...settingsOfPoint(member).values()].filter(
    ({ path, text }) =>
      path.split('.')[0] === 'environment' && alike.some(([other]) => settingText(other!, path) !== text),
  )
  const world = differing.find(({ path }) => path === 'environment')
  return world?.text ?? differing.map(({ title, text }) => `${title} ${text}`).join(', ')
}
