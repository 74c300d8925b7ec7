import { pathOfText, valueAt } from '../domain/paths.ts'
import type { ComparedVariant } from './compared.ts'
import { differingSettings, settingText } from './point-settings.ts'

/** A setting in which the compared variants differ, as a scale: its values from the lowest to the highest. */
export interface Parameter {
  path: string
  title: string
  /** In words, rising where they are numbers, else in the order of the variants. */
  values: readonly string[]
  /** As numbers, where all of them are some; else null. */
  numbers: readonly number[] | null
  /** Numbers so far apart that a logarithmic scale shows them. */
  isLogarithmic: boolean
  /** Of each variant, its place in `values`. */
  placeOf: readonly number[]
}

const logarithmicFrom = 20

/** The parameters of a comparison that lie in the variants and their worlds. */
export function parametersOf(variants: readonly ComparedVariant[]): Parameter[] {
  return differingSettings(variants)
    .filter(({ path }) => !['evaluation', 'budget', 'plan'].includes(path.split('.')[0]!))
    .map(({ path, title }) => {
      const texts = variants.map((variant) => settingText(variant, path))
      const numberOf = new Map(variants.map((variant, i) => [texts[i]!, numberAt(variant, path)]))
      const distinct = [...numberOf.keys()]
      const allNumbers = distinct.every((text) => numberOf.get(text) !== null)
      const values = allNumbers ? distinct.toSorted((a, b) => numberOf.get(a)! - numberOf.get(b)!) : distinct
      const numbers = allNumbers ? values.map((text) => numberOf.get(text)!) : null
      return {
        path,
        title,
        values,
        numbers,
        isLogarithmic: numbers !== null && numbers[0]! > 0 && numbers.at(-1)! / numbers[0]! >= logarithmicFrom,
        placeOf: texts.map((text) => values.indexOf(text)),
      }
    })
}

function numberAt({ variant, environment }: ComparedVariant, path: string): number | null {
  const value = valueAt({ ...variant, environment }, pathOfText(path))
  return typeof value === 'number' ? value : null
}

/** Where a value lies between the lowest (0) and the highest (1). */
export function shareOf({ values, numbers, isLogarithmic }: Parameter, place: number): number {
  if (values.length < 2) return 0.5
  if (numbers === null) return place / (values.length - 1)
  const scale = (value: number) => (isLogarithmic ? Math.log(value) : value)
  const low = scale(numbers[0]!)
  return (scale(numbers[place]!) - low) / (scale(numbers.at(-1)!) - low)
}

/** The variants, by index, that are alike but for these parameters. */
export function alikeBut(parameters: readonly Parameter[], free: readonly Parameter[], variants: number): number[][] {
  const fixed = parameters.filter((parameter) => !free.includes(parameter))
  const indices = Array.from({ length: variants }, (_, index) => index)
  return [...Map.groupBy(indices, (index) => fixed.map(({ placeOf }) => placeOf[index]).join()).values()]
}

/** In words, what is the same in all variants of such a set: "estimator GAE, λ 0.9". */
export const sharedWords = (parameters: readonly Parameter[], free: readonly Parameter[], index: number): string =>
  parameters
    .filter((parameter) => !free.includes(parameter))
    .map(({ title, values, placeOf }) => `${title} ${values[placeOf[index]!]!}`)
    .join(', ')
