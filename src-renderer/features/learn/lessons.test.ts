import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { labEntry } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabPolicy } from '../../../src-shared/catalogue/labs/index.ts'
import { lessonSections, parseLesson } from '../../../src-shared/domain/lesson.ts'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import { choiceMacros } from '../../components/formula/formula.tsx'
import { formulasOf } from '../../components/formula/index.ts'
import { textPieces } from '../../components/lessons/lesson-text.ts'
import { designOf } from './design-of.ts'

const resources = join(import.meta.dirname, '../../../resources')
const files = readdirSync(join(resources, 'lessons')).sort()
const parsed = files.map((file) => ({
  file,
  result: parseLesson(file, readFileSync(join(resources, 'lessons', file), 'utf8')),
}))
const lessons = parsed.flatMap(({ result }) => (result.ok ? [result.lesson] : []))
const presetFile = z.object({ title: z.string(), sentence: z.string(), spec: experimentSpec })
const presets = readdirSync(join(resources, 'presets')).map((file) => ({
  id: file.replace('.json', ''),
  ...presetFile.parse(JSON.parse(readFileSync(join(resources, 'presets', file), 'utf8'))),
}))

describe('the lessons', () => {
  it.each(parsed)('$file can be read', ({ result }) => {
    expect(result).toMatchObject({ ok: true })
  })

  it('stand in the chapter’s order, each once', () => {
    const sections = lessons.map(({ section }) => lessonSections.indexOf(section))
    expect(sections).toEqual(sections.toSorted((a, b) => a - b))
    expect(new Set(sections).size).toBe(lessonSections.length)
    expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length)
  })

  describe.each(lessons)('$id', (lesson: Lesson) => {
    const texts = [...lesson.paragraphs, ...lesson.watchFor, ...lesson.exercise].flatMap(textPieces)

    it('has formulas that can be drawn, its own with colours', () => {
      const formulas = texts.flatMap((piece) => (piece.kind === 'formula' ? [piece.latex] : []))
      for (const latex of [lesson.formula, ...formulas])
        expect(() =>
          katex.renderToString(latex, {
            throwOnError: true,
            strict: false,
            trust: (context) => context.command === '\\htmlClass',
            macros: { ...choiceMacros },
          }),
        ).not.toThrow()
      expect(lesson.formula).toMatch(/\\(policy|estimator|update)\{/)
    })

    it('leaves no mark unread, and leads to lessons that are there', () => {
      const plain = texts.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : []))
      expect(plain.filter((text) => /\$|\*\*|\]\(|`/.test(text))).toEqual([])
      const linked = texts.flatMap((piece) => (piece.kind === 'link' ? [piece.lesson] : []))
      expect(linked.filter((id) => !lessons.some((other) => other.id === id))).toEqual([])
    })

    it('has a preset that is there, small enough to end in under a minute', () => {
      const preset = presets.find(({ id }) => id === lesson.run.preset)
      expect(preset?.spec.variants[lesson.run.variant]).toBeDefined()
      const { spec } = preset!
      const runs = spec.variants.length * spec.seeds.length
      // Measured: 15 runs of 300 updates on a grid take 10 s, three of 300,000 env steps on CartPole at most 25 s.
      const cost =
        'envSteps' in spec.budget
          ? spec.budget.envSteps / 300_000
          : 'updates' in spec.budget
            ? spec.budget.updates / 2_000
            : Infinity
      expect(runs * cost).toBeLessThanOrEqual(3.5)
    })

    it('shows formulas that Design shows for this choice', () => {
      const { spec } = presets.find(({ id }) => id === lesson.run.preset)!
      const inDesign = formulasOf(spec.variants[lesson.run.variant]!, spec.environment)
      const shown = designOf(lesson, presets)!.formulas
      expect(shown.map(({ id }) => id)).toEqual(inDesign.map(({ id }) => id).filter((id) => lesson.design.includes(id)))
      expect(new Set(shown.map(({ id }) => id))).toEqual(new Set(lesson.design))
      for (const formula of shown) expect(inDesign).toContainEqual(formula)
    })

    it('fills in labs that fit and take less than a minute', () => {
      for (const { spec } of lesson.measure) {
        const entry = labEntry(spec.lab)
        const environment = (spec as { environment: EnvironmentSpec }).environment
        const policies = Object.fromEntries(
          entry.policies.map((field) => {
            const given = (spec as unknown as Record<string, LabPolicy>)[field]!
            const policy = given.from === 'fresh' ? given.policy : ({ kind: 'tabular-softmax' } as const)
            return [field, { policy, critic: undefined, rewardsScaled: false }]
          }),
        )
        expect(entry.problems(spec, { environment, policies })).toEqual([])
        expect(entry.effort(spec, { environment, policies }).seconds).toBeLessThan(60)
      }
    })
  })
})

describe('a file that is no lesson', () => {
  const text = readFileSync(join(resources, 'lessons', files[0]!), 'utf8')
  it.each([
    ['nothing in it', '', 'a head, a formula'],
    ['no exercise', text.replace('## Exercise', '## Homework'), '“## Exercise”'],
    ['a head that is not JSON', text.replace('"title":', 'title:'), 'not JSON'],
    ['an unknown section', text.replace('"Gradient ascent"', '"Somewhere"'), 'section'],
    ['an unknown field', text.replace('"title":', '"length": 3, "title":'), 'length'],
  ])('says so: %s', (_, broken, words) => {
    const result = parseLesson('01-objective.md', broken)
    expect(result.ok ? '' : result.problem).toContain(words)
  })
})
