/** What the worker of these measurements is asked for. */
export interface Crowd {
  readonly people: number
  readonly seconds: number
  /** Bytes of the camera picture that each of the others is shown by. */
  readonly shownBytes: number
}

/** Milliseconds that each frame spent between coming to a transform and leaving it. */
export interface CrowdTimes {
  readonly sealed: readonly number[]
  readonly opened: readonly number[]
  /** Frames that came and did not leave again. */
  readonly lost: number
}
