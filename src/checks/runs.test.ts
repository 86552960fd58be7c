// The checkers on real runs: silent where all is well, and none of them silent because it never looked.
import { expect, test } from 'vitest'
import type { ScenarioDocument } from '../scenarios/document/document.ts'
import { lostReply } from '../scenarios/lost-reply/document.ts'
import { messageExchange } from '../scenarios/message-exchange/document.ts'
import { slowOrDead } from '../scenarios/slow-or-dead/document.ts'
import { whereTheMillisecondGoes } from '../scenarios/where-the-millisecond-goes/document.ts'
import { Kind } from '../trace/kinds.ts'
import type { RunTuple } from '../trace/tuple.ts'
import { defaultTuple, runScenario } from '../worker/run.ts'
import { CHECKERS } from './checkers.ts'

// Entry 3 sends a hundred bytes, not V's message.
const ids = Object.keys(CHECKERS).filter((id) => id !== 'message-32-bytes')

function watch(document: ScenarioDocument, tuple: Partial<RunTuple> = {}) {
  const names: string[] = []
  const exercised = new Set<string>()
  const { violations } = runScenario(
    { ...document, checks: ids },
    { ...defaultTuple(document), ...tuple },
    { level: 'everything' },
    {
      chunk: ({ count, columns, entities }) => {
        names.push(...entities.names)
        for (let i = 0; i < count; i++) {
          if (columns.kind[i] === Kind.exercised) exercised.add(names[columns.entity[i]!]!)
        }
      },
    },
  )
  return { broken: [...new Set(violations.map(({ check }) => check))], exercised }
}

const reboot = [{ time: 12_000_000, action: 'reboot', target: 'S' }]
const duplicate = [{ time: 0, action: 'duplicate', target: '*SEND*' }]

test('all is well at the defaults, and every checker has looked', () => {
  const looked = new Set<string>()
  for (const run of [
    watch(messageExchange),
    watch(messageExchange, { switches: { clients: 8, exchanges: 10, network: 'eth10' } }),
    watch(messageExchange, { switches: { place: 'local', clients: 3 } }),
    watch(lostReply, { interventions: reboot }),
    watch(messageExchange, { interventions: duplicate }),
    watch(whereTheMillisecondGoes),
    watch(lostReply),
    watch(lostReply, { switches: { lossPercent: 30, requests: 10 } }),
    watch(slowOrDead, { switches: { world: 'client-dies', liveness: 'reply-pending' } }),
    watch(slowOrDead, { switches: { world: 'dead-after', liveness: 'probe' } }),
  ]) {
    expect(run.broken).toEqual([])
    for (const id of run.exercised) looked.add(id)
  }
  expect([...looked].sort()).toEqual([...ids].sort())
})

test.each([
  [{ duplicateTable: 'off' }, []],
  [{ duplicateTable: 'volatile', binding: 'unchecked' }, reboot],
])('the lamp of executed-at-most-once goes red with %o', (switches, interventions) => {
  expect(watch(lostReply, { switches, interventions }).broken).toEqual(['executed-at-most-once'])
})
