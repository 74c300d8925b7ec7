import { setPriority } from 'node:os'
import type { TrainJob } from '../protocol/job.ts'
import type { FromTrainer } from '../protocol/messages.ts'
import { openChannel } from './channel.ts'
import type { Control } from './drive.ts'
import type { CriticThreadHandle } from './critic-thread-handle.ts'
import type { MakeLearner } from './learners.ts'
import { createOutbox } from './outbox.ts'
import type { Outbox } from './outbox.ts'
import { answerQuestion } from './questions.ts'
import type { Cores } from './second-thread.ts'
import { createTraining } from './train.ts'

const trainerNiceness = 4

/** The trainer process: one job, then the end. An error ends this run, with its message, and nothing else. */
export function runTrainer(makeLearner: MakeLearner, criticThread: CriticThreadHandle): void {
  const channel = openChannel()
  const control: Control = { stop: null, stopAskedAtMs: 0 }
  let outbox: Outbox | null = null
  const cores: Cores = {
    threads: 1,
    criticThread,
    secondThreadUsed: () =>
      outbox?.log(
        'info',
        'A core is free: the policy and the critic are fitted on a thread each while that is faster.',
      ),
  }

  const send = (message: FromTrainer) => {
    channel.send(message).catch(fail)
  }
  const fail = (error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    outbox?.close()
    channel.send({ kind: 'failed', message, stack: stack ?? '' }).catch((lost: unknown) => {
      // The line is gone too: the parent reads the process's last words.
      console.error(error, lost)
      process.exit(1)
    })
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  channel.onClosed(() => process.exit(0))

  const train = async (job: TrainJob) => {
    const { learner, engine, module, notes } = await makeLearner(job, cores)
    const training = createTraining(job, learner, control)
    send({
      kind: 'started',
      facts: {
        runtime: {
          node: process.versions.node,
          system: process.platform,
          architecture: process.arch,
          ...(module === null ? {} : { module }),
        },
        engine,
        parameters: learner.parameterCounts,
        ...(training.snapshotPlan && { snapshots: training.snapshotPlan }),
        notes,
      },
    })
    outbox = createOutbox({ send: (frame) => send({ kind: 'frame', frame }), progress: training.progress })
    const reason = await training.run(outbox)
    outbox.close()
    send({ kind: 'done', reason })
  }
  const stop = (kind: 'cancel' | 'pause') => {
    control.stop = kind
    control.stopAskedAtMs = performance.now()
    outbox?.wake()
  }

  channel.onMessage((message) => {
    switch (message.kind) {
      case 'start':
        train(message.job).catch(fail)
        break
      case 'ask':
        answerQuestion(message.question, makeLearner, control, (progress) => send({ kind: 'lab-progress', progress }))
          .then((answer) => send({ kind: 'answer', answer }))
          .catch(fail)
        break
      case 'cancel':
      case 'pause':
        stop(message.kind)
        break
      case 'threads':
        cores.threads = message.threads
        break
      case 'acknowledge':
        outbox?.acknowledge(message.sequence)
        break
      case 'release':
        process.exit(0)
    }
  })
  // The app and its windows come first, though not so far that training starves beside another program.
  setPriority(trainerNiceness)
  setInterval(() => send({ kind: 'heartbeat' }), 1_000)
  send({ kind: 'ready', pid: process.pid })
}
