import * as z from 'zod'

export const nothing = z.strictObject({})
export const done = z.object({})
/** A method of the contract: who may call it while another process owns the database, what it takes, what it answers. */
export const method = <P extends z.ZodType, R extends z.ZodType>(access: 'read' | 'write', params: P, result: R) => ({
  access,
  params,
  result,
})
