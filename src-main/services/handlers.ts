import type { Result } from '../../src-shared/contract/errors.ts'
import type { MethodName, ParsedParamsOf, ResultOf } from '../../src-shared/contract/methods.ts'

/** What answers each method of the contract: parsed parameters in, a value or a typed error out. */
export type Handlers = {
  [M in MethodName]: (params: ParsedParamsOf<M>) => Result<ResultOf<M>> | Promise<Result<ResultOf<M>>>
}
