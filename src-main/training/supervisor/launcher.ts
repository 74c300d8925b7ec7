/**
 * How a trainer process is started and spoken to: a forked Node process, or Electron's utility process. The shells
 * bring it.
 */
export interface ProcessLauncher {
  /**
   * `entry` is the trainer's file (source or bundle); its first argument is this process's pid, and the options follow.
   * Throws when nothing could be started.
   */
  spawn(entry: string, options?: readonly TrainerOption[]): TrainerProcess
}

/** 'second-thread': its run will use one where a core is free, and one is; it may load while the rest does. */
export type TrainerOption = 'second-thread'

export interface TrainerProcess {
  readonly pid: number | undefined
  /**
   * Structured-cloneable messages, typed arrays included. Sending to a process that is gone is no error: its exit
   * tells.
   */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, after the last message. */
  onExit(listener: (exit: ProcessExit) => void): void
  /** At once, whatever it is doing (SIGKILL). */
  kill(): void
}

export interface ProcessExit {
  code: number | null
  signal: string | null
  /** The end of what it wrote to stderr. */
  lastWords: string
}
