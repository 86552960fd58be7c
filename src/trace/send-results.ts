/** How a Send ends, and what its client may conclude from that. */
export const SendResult = {
  replied: 0,
  noSuchProcess: 1,
  noAnswer: 2,
  destroyed: 3,
  crashed: 4,
  illegal: 5,
  staleBinding: 6,
  serverLost: 15,
} as const
export type SendResultName = keyof typeof SendResult

export type Outcome = 'executed' | 'surely-not-executed' | 'maybe-executed' | 'nobody-waits'

/** What a client may conclude from how its Send ended; silence never says that nothing was done. */
const OUTCOMES: Readonly<Record<SendResultName, Outcome>> = {
  replied: 'executed',
  noSuchProcess: 'surely-not-executed',
  illegal: 'surely-not-executed',
  noAnswer: 'maybe-executed',
  staleBinding: 'maybe-executed',
  serverLost: 'maybe-executed',
  destroyed: 'nobody-waits',
  crashed: 'nobody-waits',
}
export function outcomeOf(result: SendResultName): Outcome {
  return OUTCOMES[result]
}
export function sendResultName(result: number): SendResultName | undefined {
  return (Object.keys(SendResult) as SendResultName[]).find((name) => SendResult[name] === result)
}
