/** The numbers of jobs: whose, and which of them. */
const JOBS_OF_A_USER = 10_000

/** `user` and `turn` from 1. */
export function jobNumber(user: number, turn: number): number {
  return user * JOBS_OF_A_USER + turn
}
/** Each user has a program of his own: its number is his. */
export function programOf(job: number): number {
  return Math.floor(job / JOBS_OF_A_USER)
}
