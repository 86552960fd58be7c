import { describe, expect, test } from 'vitest'
import { Field } from '../../trace/fields.ts'
import { Kind, SendResult } from '../../trace/kinds.ts'
import type { Intervention, RunTuple, SwitchValue } from '../../trace/tuple.ts'
import { records, trial } from '../../worker/trial.ts'
import { bindDocument } from '../document/bind.ts'
import { lostReply } from './document.ts'

type Switches = Readonly<Record<string, SwitchValue>>
const run = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  trial(lostReply, { switches, ...rest })
const metrics = (switches: Switches = {}, rest: Partial<RunTuple> = {}) =>
  run(switches, rest).summary.metrics

/** Between the work and the second SEND. */
const reboot: Intervention = { time: 12_000_000, action: 'reboot', target: 'S' }

function shown({ trace }: ReturnType<typeof trial>, variable: string): number | undefined {
  return trace.value(trace.find(variable), Field.value, trace.length)
}
function results({ trace }: ReturnType<typeof trial>): number[] {
  const sends = records(trace, Kind.sendClose, /\/send\d+$/)
  return sends.map((i) => trace.a(i))
}

describe('figures', () => {
  test('a duplicate finds the reply kept: one execution', () => {
    expect(metrics()).toMatchObject({
      executions: 1,
      duplicatesSuppressed: 1,
      retransmissions: 1,
      sendFailures: 0,
      framesPerExchange: 4,
    })
  })
  test('a duplicate finds its alien freed: two executions', () => {
    expect(metrics({ alienRetentionMs: 20 })).toMatchObject({
      executions: 2,
      duplicatesSuppressed: 0,
      framesPerExchange: 4,
    })
  })
  test('with the table off: two executions, and the client cannot tell', () => {
    const off = run({ duplicateTable: 'off' })
    expect(off.summary.metrics).toMatchObject({ executions: 2, sendFailures: 0 })
    expect(results(off)).toEqual([SendResult.replied])
    expect(shown(off, 'S.server/balance')).toBe(110)
    expect(shown(run(), 'S.server/balance')).toBe(105)
  })
})

describe('an idempotent operation', () => {
  test.each(['off', 'volatile', 'kept'])('leaves the same balance with the table %s', (table) => {
    const once = run({ operation: 'idempotent', duplicateTable: table })
    expect(shown(once, 'S.server/balance')).toBe(105)
    expect(shown(once, 'A.client/balance seen')).toBe(105)
  })
})

describe('a reboot between the work and the second SEND', () => {
  const rebooted = (switches: Switches) => run(switches, { interventions: [reboot] })

  test('table kept: the reply comes from the alien that outlived it', () => {
    expect(rebooted({}).summary.metrics).toMatchObject({ executions: 1, duplicatesSuppressed: 1 })
  })
  test('table volatile, binding unchecked: twice', () => {
    const twice = rebooted({ duplicateTable: 'volatile' })
    expect(twice.summary.metrics).toMatchObject({ executions: 2, sendFailures: 0 })
    expect(results(twice)).toEqual([SendResult.replied])
  })
  test('table volatile, binding checked: once, and a Send that failed', () => {
    const refused = rebooted({ duplicateTable: 'volatile', binding: 'checked' })
    expect(refused.summary.metrics).toMatchObject({ executions: 1, sendFailures: 1 })
    expect(results(refused)).toEqual([SendResult.staleBinding])
  })
})

describe('what a student may do', () => {
  test('drop the SEND: done once, on its second copy', () => {
    const drop = { time: 0, action: 'lose', target: 'A.client/send1/SEND.1' }
    // The REPLY that the document loses is then the answer to the second copy.
    expect(metrics({}, { interventions: [drop] })).toMatchObject({
      executions: 1,
      retransmissions: 2,
      framesPerExchange: 5,
    })
  })
  test('duplicate the SEND: recognised', () => {
    const twice = { time: 0, action: 'duplicate', target: 'A.client/send1/SEND.1' }
    expect(metrics({}, { interventions: [twice] })).toMatchObject({ executions: 1 })
    expect(
      metrics({ duplicateTable: 'off' }, { interventions: [twice] }).executions,
    ).toBeGreaterThan(1)
  })
})

describe('at most once', () => {
  const promised = (switches: Switches) => {
    const bind = bindDocument(lostReply, switches)
    return bind.ok && bind.bound.promised['executed-at-most-once']
  }

  test('is promised where the reply outlives the last retry, and nowhere else', () => {
    expect(promised({})).toBe(true)
    expect(promised({ duplicateTable: 'off' })).toBe(false)
    expect(promised({ alienRetentionMs: 600 })).toBe(false)
    expect(promised({ retransmitMs: 200 })).toBe(false)
  })

  test('lights its lamp on the broken side', () => {
    const broken = run({ duplicateTable: 'off' }).summary.violations
    expect(broken.map(({ check }) => check)).toContain('executed-at-most-once')
    expect(run().summary.violations).toEqual([])
  })

  test('is kept over 200 seeds with loss and a reboot', { timeout: 60_000 }, () => {
    const switches = { lossPercent: 30, requests: 5 }
    let arose = 0
    for (let seed = 1; seed <= 200; seed++) {
      const interventions = seed % 2 === 0 ? [{ ...reboot, time: seed * 1_000_000 }] : []
      const tuple = { switches, seed, interventions }
      const { summary } = trial(lostReply, tuple, 'summaries')
      expect([seed, summary.violations]).toEqual([seed, []])
      expect(Number(summary.metrics.executions)).toBeLessThanOrEqual(1)
      arose += Number(summary.metrics.duplicatesSuppressed) > 0 ? 1 : 0
    }
    expect(arose).toBeGreaterThan(50)
  })

  test('is kept under a delay as long as the document tolerates, with the shortest promised retention', () => {
    const delay = lostReply.tolerates?.find(({ fault }) => fault === 'delay')
    expect(delay?.longestMs).toBeGreaterThan(0)
    const amount = (delay?.longestMs ?? 0) * 1000
    for (let copy = 1; copy <= 6; copy++) {
      const lose = [...Array(copy).keys()].map((n) => ({
        time: 0,
        action: 'lose',
        target: `A.client/send1/REPLY.${n + 1}`,
      }))
      const late = { time: 0, action: 'delay', target: `A.client/send1/SEND.${copy}`, amount }
      const { summary } = run({ alienRetentionMs: 601 }, { interventions: [...lose, late] })
      expect([copy, summary.violations]).toEqual([copy, []])
    }
  })

  test('a Send that succeeded was carried out, with the table off too', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 50; seed++) {
      const { trace } = run({ lossPercent: 30, requests: 5, duplicateTable: 'off' }, { seed })
      const done = new Set(records(trace, Kind.executed).map((i) => trace.entity(i)))
      for (const i of records(trace, Kind.sendClose, /\/send\d+$/))
        if (trace.a(i) === SendResult.replied) expect(done.has(trace.entity(i))).toBe(true)
    }
  })
})
