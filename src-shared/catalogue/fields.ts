import * as z from 'zod'

/**
 * Fields that several parts share. Each carries its title, sentence and unit for the form, the JSON Schema and the
 * docs.
 */

export const discount = z.number().min(0).max(1).default(0.99).meta({
  title: 'discount γ',
  description: 'How much a reward one step later counts; 1 counts all rewards alike.',
})

export const discountStates = z
  .boolean()
  .default(false)
  .meta({
    title: 'weight states by γʰ',
    description:
      'The gradient of J_γ weights step h by γʰ. Practice leaves it out: where γ is below 1 the estimate is then biased ' +
      'for J and for J_γ. A total return, one ratio for a whole trajectory and an exact collection have it already.',
  })

export const normalise = z.boolean().default(false).meta({
  title: 'normalise',
  description: 'Rescales Ψ to mean 0 and standard deviation 1 over the batch: steadier steps, slightly biased.',
})

export const learningRate = z.number().positive().max(1000).default(0.01).meta({
  title: 'learning rate η',
  description: 'How far one step goes along the gradient.',
})

export const schedule = z
  .enum(['constant', 'inverse-sqrt', 'linear', 'cosine'])
  .default('constant')
  .meta({
    title: 'schedule',
    description:
      'How the learning rate changes over the budget: constant, divided by the root of the update number, down to ' +
      'zero in a straight line, or along a cosine.',
  })

export const per = z.enum(['trajectory', 'step']).meta({
  title: 'gradient and KL',
  description:
    'Whether gradient, Fisher matrix and KL are sums over a trajectory (the chapter) or means per step (published hyperparameters).',
})

export const entropyCoefficient = z.number().min(0).max(10).default(0).meta({
  title: 'entropy coefficient',
  description: 'Weight of the policy’s entropy in the objective, which keeps it random; 0 leaves it out.',
})

export const maxGradientNorm = z.number().positive().nullable().default(null).meta({
  title: 'largest gradient norm',
  description: 'A longer gradient is shortened to this length; empty leaves it as it is.',
})

export const epochs = z.int().min(1).max(1000).default(1).meta({
  title: 'epochs',
  description: 'How many times each update goes through its batch.',
})

export const minibatches = z.int().min(1).max(100_000).default(1).meta({
  title: 'minibatches',
  description: 'Into how many parts the batch is divided in each epoch; 1 uses the whole batch at once.',
})

export const cgSteps = z.int().min(1).max(1000).default(10).meta({
  title: 'CG steps',
  description: 'At most this many conjugate-gradient steps.',
})

export const damping = z.number().min(0).max(10).default(1e-3).meta({
  title: 'damping',
  description: 'Added to the Fisher matrix’s diagonal, so that it can be inverted.',
})

const epsilon = z
  .number()
  .positive()
  .max(1)
  .default(1e-5)
  .meta({ title: 'ε', description: 'Keeps the division away from zero.' })

export const optimiser = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('sgd') })
      .meta({ title: 'plain', description: 'The gradient itself, as the chapter writes it.' }),
    z
      .strictObject({
        kind: z.literal('momentum'),
        momentum: z
          .number()
          .min(0)
          .lt(1)
          .default(0.9)
          .meta({ title: 'momentum', description: 'The share of the last step that is kept.' }),
      })
      .meta({ title: 'momentum', description: 'Keeps a share of the last step.' }),
    z
      .strictObject({
        kind: z.literal('rmsprop'),
        decay: z
          .number()
          .min(0)
          .lt(1)
          .default(0.99)
          .meta({ title: 'decay', description: 'Memory of the squared gradient average.' }),
        epsilon,
      })
      .meta({
        title: 'RMSprop',
        description: 'Divides each parameter’s gradient by the root of its recent mean square.',
      }),
    z
      .strictObject({
        kind: z.literal('adam'),
        beta1: z
          .number()
          .min(0)
          .lt(1)
          .default(0.9)
          .meta({ title: 'β₁', description: 'Memory of the gradient average.' }),
        beta2: z
          .number()
          .min(0)
          .lt(1)
          .default(0.999)
          .meta({ title: 'β₂', description: 'Memory of the squared gradient average.' }),
        epsilon,
      })
      .meta({ title: 'Adam', description: 'Rescales each parameter’s step by its recent gradients.' }),
  ])
  .default({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-5 })
  .meta({ title: 'optimiser', description: 'What turns the gradient into a step.' })
export type OptimiserSpec = z.infer<typeof optimiser>

const hidden = z.array(z.int().min(1).max(4096)).max(8).default([64, 64]).meta({
  title: 'hidden layers',
  description: 'Units of each hidden layer, first to last; none makes the map linear.',
})

const activation = z
  .enum(['tanh', 'relu', 'gelu'])
  .default('tanh')
  .meta({ title: 'activation', description: 'The nonlinear function after each hidden layer.' })

const layerNorm = z.boolean().default(false).meta({
  title: 'layer norm',
  description: 'Centres and scales each layer before its activation.',
})

const start = z.enum(['orthogonal', 'glorot']).default('orthogonal').meta({
  title: 'initial weights',
  description: 'From which distribution the weights are drawn before training.',
})

/** Of every neural network: a policy’s or a critic’s. */
export const networkFields = { hidden, activation, layerNorm, start }

export const sigma = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('fixed'),
        value: z
          .number()
          .positive()
          .max(100)
          .default(0.5)
          .meta({ title: 'σ', description: 'Standard deviation of the noise about the mean; it stays the same.' }),
      })
      .meta({ title: 'fixed', description: 'The noise never changes.' }),
    z
      .strictObject({
        kind: z.literal('learned'),
        initial: z.number().positive().max(100).default(1).meta({
          title: 'initial σ',
          description: 'Standard deviation of the noise before training; it is learned from there.',
        }),
      })
      .meta({ title: 'learned', description: 'One standard deviation for each action dimension, learned.' }),
    z
      .strictObject({
        kind: z.literal('state-dependent'),
        initial: z.number().positive().max(100).default(1).meta({
          title: 'initial σ',
          description: 'Standard deviation of the noise before training, about the same in every state.',
        }),
      })
      .meta({ title: 'state-dependent', description: 'The network also outputs the standard deviation.' }),
  ])
  .default({ kind: 'learned', initial: 1 })
  .meta({ title: 'noise σ', description: 'Where the standard deviation of the actions comes from.' })
export type SigmaSpec = z.infer<typeof sigma>

export const squash = z.boolean().default(false).meta({
  title: 'tanh squashing',
  description: 'Maps actions smoothly into their bounds with tanh; without it the world clips them.',
})
