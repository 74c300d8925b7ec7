import * as z from 'zod'

/** A filter of History that was given a name. `text` is in its filter language. */
export const savedFilter = z.strictObject({
  name: z.string().trim().min(1, 'give the filter a name').max(80),
  text: z.string().trim().min(1, 'a filter needs a condition').max(2_000),
})
export type SavedFilter = z.infer<typeof savedFilter>

const order = z.strictObject({ column: z.string().min(1).max(200), descending: z.boolean() })
/** As History was left. */
export const historyView = z.strictObject({
  form: z.enum(['experiments', 'runs']),
  filter: z.string().max(2_000),
  experimentsOrder: order,
  runsOrder: order,
  /** A name of the filter language. */
  groupBy: z.string().min(1).max(200).nullable(),
  lowRows: z.boolean(),
})
export type HistoryViewSettings = z.infer<typeof historyView>

const maybeAnchors = z.strictObject({ zero: z.number().nullable(), one: z.number().nullable() })
/** What is known of a world so far: 0 is random actions, 1 the optimum. */
export type MaybeAnchors = z.infer<typeof maybeAnchors>

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** How many runs train at once; null takes as many as there are cores. */
  trainers: z.int().min(1).max(256).nullable(),
  /** Whether the system tells when an experiment has ended. */
  notifications: z.boolean(),
  /** By name; each name once. */
  historyFilters: z
    .array(savedFilter)
    .max(200)
    .refine((filters) => new Set(filters.map(({ name }) => name)).size === filters.length, {
      message: 'two filters have the same name',
    }),
  /** What History's table shows, by the names that its filter language has for them; null shows what differs. */
  historyColumns: z.array(z.string().min(1).max(200)).max(200).nullable(),
  historyView,
  /** What counts as 0 and as 1 in a world (by its settings as text), where it was measured, solved or typed. */
  anchors: z.record(z.string().min(1).max(100_000), maybeAnchors),
  /** Lessons of Learn, by their ids. */
  lessonsRead: z.array(z.string().min(1).max(60)).max(500),
}

/** Settings of this machine, kept in the database. */
export const settings = z.object({
  theme: fields.theme.default('system'),
  trainers: fields.trainers.default(null),
  notifications: fields.notifications.default(false),
  historyFilters: fields.historyFilters.default([]),
  historyColumns: fields.historyColumns.default(null),
  historyView: fields.historyView.default({
    form: 'experiments',
    filter: '',
    experimentsOrder: { column: 'created', descending: true },
    runsOrder: { column: 'created', descending: true },
    groupBy: null,
    lowRows: false,
  }),
  anchors: fields.anchors.default({}),
  lessonsRead: fields.lessonsRead.default([]),
})
export type Settings = z.infer<typeof settings>

/** Some of them; the others stay as they are. (The partial of `settings` would give the others their defaults.) */
export const settingsChange = z.strictObject(fields).partial()
export type SettingsChange = z.infer<typeof settingsChange>
