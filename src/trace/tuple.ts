/** run(scenario@revision, parameters, seed, interventions) → trace: the arguments, which a link writes down. */
export type SwitchValue = string | number | boolean

/** `TIME:ACTION:TARGET`. Acts after all events of its time, or after `cut` of them where a cut inside one instant is asked. */
export interface Intervention {
  /** ns */
  readonly time: number
  /** Events of that instant already past; absent: after all of them. */
  readonly cut?: number
  readonly action: string
  /** Identity of what it acts on; a frame target means the first matching frame on the wire at or after the time; `@F2` at one tap. */
  readonly target: string
  /** us for delay, percent for slow, metre for cut; absent where the action has no amount. */
  readonly amount?: number
}

export interface RunTuple {
  readonly scenario: string
  readonly revision: number
  readonly switches: Readonly<Record<string, SwitchValue>>
  readonly seed: number
  readonly interventions: readonly Intervention[]
}
