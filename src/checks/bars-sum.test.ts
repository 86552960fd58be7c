import { expect, test } from 'vitest'
import { CHANGE, Field } from '../trace/fields.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import { barsSum } from './bars-sum.ts'
import { FakeRun } from './fake-run.ts'

const SEND1 = 'A.client/send1'
const SERVER = 'B.server'

function burst(run: FakeRun, host: string, stage: string, ns: number, process = -1): void {
  run.emit(Kind.burstOpen, `${host}/cpu`, process, run.string(stage)).at(run.now + ns)
  run.emit(Kind.burstClose, `${host}/cpu`)
}

function leg(run: FakeRun, frame: string, from: string, to: string, type: number): void {
  burst(run, from, 'protocol out', 125)
  run
    .emit(Kind.packetOut, frame, type)
    .emit(Kind.frameQueued, frame, 100)
    .at(run.now + 200)
  run.emit(Kind.handed, frame, run.id(to))
  burst(run, to, 'protocol in', 125)
}

interface Change {
  atServer?: (run: FakeRun) => void
  onReturn?: (run: FakeRun) => void
  result?: number
}

/** One exchange in the survey's numbers, with something more at two places. */
function exchange({ atServer, onReturn, result = SendResult.replied }: Change = {}): FakeRun {
  const run = new FakeRun({ preset: 'survey' }).check(barsSum)
  const server = run.id(SERVER)
  run.emit(Kind.sendOpen, SEND1, server)
  burst(run, 'A', 'Send', 0)
  run.state('A.client', 'running', 'awaiting-reply')
  leg(run, `${SEND1}/SEND.1`, 'A', 'B', PacketType.SEND)
  run.state(SERVER, 'receiving', 'ready')
  burst(run, 'B', 'switch', 250)
  run.state(SERVER, 'ready', 'running').emit(Kind.received, SEND1, server)
  atServer?.(run)
  run.emit(Kind.replied, SEND1, server).state(SERVER, 'running', 'receiving')
  leg(run, `${SEND1}/REPLY.1`, 'B', 'A', PacketType.REPLY)
  onReturn?.(run)
  burst(run, 'A', 'switch', 250)
  return run.emit(Kind.sendClose, SEND1, result)
}

test('bars-sum adds up an exchange that has the machines to itself', () => {
  expect(exchange()).toMatchObject({ told: [], exercised: 1, now: 1400 })
})

test('bars-sum counts the server’s own work and its sleep', () => {
  const run = exchange({
    atServer: (run) => {
      burst(run, 'B', 'compute', 70, run.id(SERVER))
      run.state(SERVER, 'running', 'delaying').at(run.now + 30)
      run.state(SERVER, 'delaying', 'ready')
      burst(run, 'B', 'switch', 250)
    },
  })
  expect(run).toMatchObject({ told: [], exercised: 1, now: 1750 })
})

test('bars-sum finds time that nobody is charged for, and time charged twice', () => {
  expect(exchange({ onReturn: (run) => run.at(run.now + 5) }).told).toEqual([
    'A.client/send1 took 1405 ns, but its parts add up to 1400 ns: hardware 400, scheduling 500, protocol 500, work 0, sleep 0.',
  ])
  const twice = exchange({
    onReturn: (run) => {
      burst(run, 'B', 'protocol in', 40)
      run.at(run.now - 40)
    },
  })
  expect(twice.told).toHaveLength(1)
})

test('bars-sum leaves out an exchange that shares the machines', () => {
  const gap = (run: FakeRun) => run.at(run.now + 5)
  const others: ((run: FakeRun) => void)[] = [
    (run) => void run.emit(Kind.sendOpen, 'A.other/send1', run.id(SERVER)),
    (run) => void run.emit(Kind.packetOut, `${SEND1}/SEND.2`, PacketType.SEND),
    (run) => void run.emit(Kind.packetOut, `${SEND1}/NACK.1`, PacketType.NACK),
    (run) => void run.emit(CHANGE + Field.queueLength, SERVER, 0, 1),
    (run) => void run.state('B.other', 'delaying', 'ready'),
    (run) => burst(run, 'B', 'compute', 3, run.id('B.other')),
    (run) => burst(run, 'A', 'paused', 3),
  ]
  for (const other of others) {
    const run = exchange({ onReturn: (run) => [other(run), gap(run)] })
    expect(run).toMatchObject({ told: [], exercised: 0 })
  }
  expect(exchange({ onReturn: gap, result: SendResult.noAnswer }).exercised).toBe(0)
})

test('bars-sum is about the survey’s budget', () => {
  const run = new FakeRun({ preset: 'sun10' }).check(barsSum)
  run.emit(Kind.sendOpen, SEND1, run.id(SERVER)).at(5)
  run.emit(Kind.sendClose, SEND1, SendResult.replied)
  expect(run).toMatchObject({ told: [], exercised: 0 })
})
