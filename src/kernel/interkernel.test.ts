/** The interkernel protocol, sentence by sentence: facts/v-system §1, SOSP 1983. */
import { describe, expect, test } from 'vitest'
import { CHANGE, Field, PROCESS_STATES } from '../trace/fields.ts'
import { Kind, SendResult } from '../trace/kinds.ts'
import { exchange, records, room, trial } from '../worker/trial.ts'

const results = (t: ReturnType<typeof trial>) =>
  records(t.trace, Kind.sendClose).map((i) => t.trace.a(i))
const copies = (t: ReturnType<typeof trial>, type: string) =>
  records(t.trace, Kind.packetOut, new RegExp(`/${type}\\.`)).length
const durationsMs = ({ trace }: ReturnType<typeof trial>) =>
  records(trace, Kind.sendOpen).map(
    (open) => (trace.time(trace.closeOf(open)) - trace.time(open)) / 1e6,
  )
const lose = (target: string) => ({ time: 0, action: 'lose', target })

describe('an exchange', () => {
  const onHost = (processor: string, preset = 'eth3', server = 'S') =>
    trial(
      exchange(3, {
        network: { preset },
        hosts: [
          { name: 'A', metre: 100, processor },
          { name: 'S', metre: 150, processor },
        ],
        processes: [
          { name: 'server', host: server, program: 'server' },
          {
            name: 'client',
            host: 'A',
            program: 'client',
            args: { server: { process: 'server' }, exchanges: 3 },
          },
        ],
      }),
    )
  test.each([
    ['sun10', 'S', 2.54],
    ['sun8', 'S', 3.18],
    ['sun10', 'A', 0.77],
    ['sun8', 'A', 1.0],
  ])(
    '%s, server on %s: %f ms as published, which calibrates it',
    (processor, server, published) => {
      for (const ms of durationsMs(onHost(processor, 'eth3', server)))
        expect(Math.abs(ms / published - 1)).toBeLessThan(0.03)
    },
  )
  test('two packets: the reply is the acknowledgement', () => {
    const t = trial(exchange(1))
    expect(records(t.trace, Kind.packetOut)).toHaveLength(2)
  })
  test('with both processes on one machine nothing is on the cable', () => {
    expect(records(onHost('sun10', 'eth3', 'A').trace, Kind.packetOut)).toHaveLength(0)
  })
  test('the survey’s two legs of 700 µs are 1.4 ms, to one percent', () => {
    for (const ms of durationsMs(onHost('survey', 'eth10')))
      expect(Math.abs(ms / 1.4 - 1)).toBeLessThan(0.01)
  })
})

describe('when a packet is lost', () => {
  test('the SEND goes again after T and is executed once', () => {
    const t = trial(exchange(1), { interventions: [lose('A.client/send1/SEND.1')] })
    expect([copies(t, 'SEND'), copies(t, 'REPLY'), records(t.trace, Kind.executed).length]).toEqual(
      [2, 1, 1],
    )
    expect(durationsMs(t)[0]).toBeGreaterThan(100)
  })
  test('a lost REPLY is sent again by the alien that kept it: four frames, one execution', () => {
    const t = trial(exchange(1), { interventions: [lose('A.client/send1/REPLY.1')] })
    expect([copies(t, 'SEND'), copies(t, 'REPLY'), records(t.trace, Kind.executed).length]).toEqual(
      [2, 2, 1],
    )
    expect(records(t.trace, Kind.duplicate)).toHaveLength(1)
  })
  test('an alien freed too early means a second execution', () => {
    const t = trial(exchange(1, { options: { alienRetentionMs: 50 } }), {
      interventions: [lose('A.client/send1/REPLY.1')],
    })
    expect(records(t.trace, Kind.executed)).toHaveLength(2)
  })
  test('no duplicate table, too', () => {
    const t = trial(exchange(1, { options: { duplicateTable: 'off' } }), {
      interventions: [lose('A.client/send1/REPLY.1')],
    })
    expect(records(t.trace, Kind.executed)).toHaveLength(2)
  })
  test('N copies without an answer: the Send fails', () => {
    const t = trial(exchange(1), { interventions: [{ time: 0, action: 'crash', target: 'S' }] })
    expect(copies(t, 'SEND')).toBe(6)
    expect(results(t)).toEqual([SendResult.noAnswer])
  })
})

describe('while a server is slow', () => {
  test('REPLY-PENDING keeps its client waiting beyond N timers', () => {
    const slow = exchange(1, {
      processes: [
        { name: 'server', host: 'S', program: 'server', args: { serviceMicros: 2_000_000 } },
        { name: 'client', host: 'A', program: 'client', args: { server: { process: 'server' } } },
      ],
    })
    const t = trial(slow)
    expect(results(t)).toEqual([SendResult.replied])
    expect(copies(t, 'REPLY-PENDING')).toBeGreaterThan(5)
    expect(records(t.trace, Kind.executed)).toHaveLength(1)
  })
})

describe('a process that is not there', () => {
  test('is answered by a NACK, and nothing was executed', () => {
    const t = trial(exchange(2), {
      interventions: [{ time: 1_000_000, action: 'destroy', target: 'S.server' }],
    })
    expect(results(t)).toEqual([SendResult.noSuchProcess, SendResult.noSuchProcess])
    expect(records(t.trace, Kind.executed)).toHaveLength(0)
  })
})

describe('aliens', () => {
  test('come from a fixed pool: without a free one the sender hears REPLY-PENDING and tries later', () => {
    const clients = [1, 2, 3].map((n) => ({
      name: `client${n}`,
      host: 'A',
      program: 'client',
      args: { server: { process: 'server' } },
    }))
    const t = trial(
      exchange(1, {
        options: { aliens: 1, alienRetentionMs: 150 },
        processes: [{ name: 'server', host: 'S', program: 'server' }, ...clients],
      }),
    )
    expect(records(t.trace, Kind.aliensFull).length).toBeGreaterThan(0)
    expect(results(t)).toEqual([0, 0, 0])
  })
})

describe('a reboot', () => {
  const account = (options: Record<string, string | number>) =>
    room({
      options,
      hosts: [
        { name: 'A', metre: 100 },
        { name: 'S', metre: 150 },
      ],
      processes: [
        { name: 'server', host: 'S', program: 'account-server', restarts: true },
        { name: 'client', host: 'A', program: 'account-client', startMs: 1 },
      ],
    })
  const interventions = [
    lose('A.client/send1/REPLY.1'),
    { time: 50_000_000, action: 'reboot', target: 'S' },
  ]
  const executions = (options: Record<string, string | number>) =>
    records(trial(account(options), { interventions }).trace, Kind.executed).length

  test('between execution and copy, the table volatile: executed again', () =>
    expect(executions({})).toBe(2))
  test('the table kept: once', () => expect(executions({ duplicateTable: 'kept' })).toBe(1))
  test('the binding checked: the copy is refused and not executed', () => {
    const t = trial(account({ binding: 'checked' }), { interventions })
    expect(records(t.trace, Kind.executed)).toHaveLength(1)
    expect(results(t).at(-1)).toBe(SendResult.staleBinding)
  })
  test('is a new incarnation under the same process identifier', () => {
    const t = trial(account({}), { interventions })
    expect(
      records(t.trace, Kind.processCreated).map((i) => t.trace.nameOf(t.trace.entity(i))),
    ).toContain('S.server#2')
  })
})

describe('naming', () => {
  test('GetPid asks everybody, and only the kernel that has the name answers', () => {
    const t = trial(
      room({
        hosts: [
          { name: 'A', metre: 0 },
          { name: 'B', metre: 50 },
          { name: 'S', metre: 150 },
        ],
        processes: [
          { name: 'server', host: 'S', program: 'account-server' },
          { name: 'client', host: 'A', program: 'account-client', startMs: 1 },
        ],
      }),
    )
    expect(copies(t, 'GETPID')).toBe(1)
    expect(copies(t, 'GETPID-REPLY')).toBe(1)
    expect(records(t.trace, Kind.accepted, /GETPID\./)).toHaveLength(2)
  })
})

test('states change along one line: what a change leaves is what the last one came to', () => {
  const { trace } = trial(exchange(3), { interventions: [lose('A.client/send2/SEND.1')] })
  for (const process of ['A.client', 'S.server']) {
    let state = 0
    for (const change of trace.changesOf(trace.find(process), Field.state)) {
      expect(trace.kind(change)).toBe(CHANGE + Field.state)
      expect(PROCESS_STATES[trace.a(change)]).toBe(PROCESS_STATES[state])
      state = trace.b(change)
    }
  }
})

describe('the script', () => {
  const scripted = (operations: readonly unknown[]) =>
    trial(
      room({
        hosts: [{ name: 'A', metre: 0 }],
        processes: [{ name: 'one', host: 'A', program: 'script', args: { do: operations } }],
      }),
    )
  test('may destroy its own process, and that is its end', () => {
    const t = scripted([{ destroy: { process: 'A.one' } }, { note: 'still here' }])
    expect(records(t.trace, Kind.note)).toHaveLength(0)
    expect(records(t.trace, Kind.processDestroyed)).toHaveLength(1)
  })
  test('keeps variables, counts and branches', () => {
    const t = scripted([
      { set: { variable: 'n', value: 3 } },
      {
        while: { variable: 'n', is: '>', value: 0 },
        do: [{ add: { variable: 'n', by: -1 } }, { sleep: { ms: 1 } }],
      },
      {
        when: { variable: 'n', is: '=', value: 0 },
        do: [{ note: 'zero' }],
        else: [{ note: 'not zero' }],
      },
    ])
    const [note] = records(t.trace, Kind.note)
    expect(t.trace.string(t.trace.b(note as number))).toBe('zero')
    expect(t.trace.value(t.trace.find('A.one/n'), Field.value, t.trace.length)).toBe(0)
  })
})
