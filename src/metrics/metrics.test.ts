import { expect, test } from 'vitest'
import { FakeRun } from '../checks/fake-run.ts'
import { Kind, PacketType, SendResult } from '../trace/kinds.ts'
import { ALL_METRICS, METRICS } from './metrics.ts'

const SEND1 = 'A.client/send1'
const SERVER = 'B.server'

function measuring(names: readonly string[], options?: ConstructorParameters<typeof FakeRun>[0]) {
  const run = new FakeRun(options)
  for (const name of names) run.measure(METRICS[name]!)
  return run
}

function burst(run: FakeRun, host: string, stage: string, ms: number): void {
  run.emit(Kind.burstOpen, `${host}/cpu`, -1, run.string(stage)).at(run.now + ms * 1e6)
  run.emit(Kind.burstClose, `${host}/cpu`)
}

function frame(run: FakeRun, name: string, type: number, ms: number): void {
  run
    .emit(Kind.packetOut, name, type)
    .emit(Kind.frameQueued, name, 64)
    .at(run.now + ms * 1e6)
  run.emit(Kind.handed, name)
}

/** 2 ms: 0.5 of A, 0.3 on the way, 0.6 of B, 0.2 on the way back, 0.4 of A; B goes on for 0.1 meanwhile. */
function exchange(run: FakeRun, name: string): void {
  run.emit(Kind.sendOpen, name, run.id(SERVER))
  burst(run, 'A', 'Send', 0.5)
  frame(run, `${name}/SEND.1`, PacketType.SEND, 0.3)
  burst(run, 'B', 'switch', 0.6)
  run.emit(Kind.received, name, run.id(SERVER)).emit(Kind.executed, name, run.id(SERVER), 1)
  const replied = run.now
  run.emit(Kind.burstOpen, 'B/cpu', -1, run.string('after Reply')).at(replied + 1e5)
  run.emit(Kind.burstClose, 'B/cpu').at(replied)
  frame(run, `${name}/REPLY.1`, PacketType.REPLY, 0.2)
  burst(run, 'A', 'protocol in', 0.4)
  run.emit(Kind.sendClose, name, SendResult.replied)
}

const close = (values: readonly unknown[], expected: readonly unknown[]) =>
  expect(values.map((v) => (typeof v === 'number' ? Math.round(v * 1e6) / 1e6 : v))).toEqual(
    expected,
  )

test('an exchange is measured from end to end, and by its parts', () => {
  const run = measuring([
    'exchangeMs',
    'nullRpcMs',
    'exchangesPerSecond',
    'messagesPerSecond',
    'framesPerExchange',
    'offeredLoadKbps',
    'clientCpuMs',
    'serverCpuMs',
    'cpuOverlapMs',
    'hardwareMs',
    'schedulingMs',
    'protocolMs',
    'executions',
    'cpuBusyMs',
  ])
  burst(run, 'B', 'switch', 7)
  run.emit(Kind.sendOpen, 'A.client/getpid1', -1)
  frame(run, 'A.client/getpid1/GETPID.1', PacketType.GETPID, 1)
  run.emit(Kind.sendClose, 'A.client/getpid1', SendResult.replied)
  exchange(run, SEND1)
  exchange(run, 'A.client/send2')
  close(run.end(), [2, 2, 500, 1000, 2, 512, 0.9, 0.7, -0.4, 0.5, 0.6, 0.9, 1, 10.2])
})

test('where nothing was sent, there is nothing to divide by', () => {
  const names = ['exchangeMs', 'exchangesPerSecond', 'messagesPerSecond', 'framesPerExchange']
  const more = ['offeredLoadKbps', 'clientCpuMs', 'cpuOverlapMs', 'hardwareMs', 'protocolMs']
  const run = measuring([...names, ...more])
  run.emit(Kind.sendOpen, SEND1, -1).at(5)
  expect(run.end()).toEqual([...names, ...more].map(() => null))
})

test('what begins in the warm-up does not count', () => {
  const names = ['exchangeMs', 'framesPerExchange', 'clientCpuMs', 'cpuBusyMs', 'retransmissions']
  const run = measuring(names, { warmUpNs: 1_000_000 })
  exchange(run, SEND1)
  frame(run, `${SEND1}/SEND.2`, PacketType.SEND, 0)
  exchange(run, 'A.client/send2')
  close(run.end(), [2, 2, 0.9, 2.5, 0])
})

test('a run that stops in the middle of a Send does not charge it to those before', () => {
  const run = measuring(['framesPerExchange', 'clientCpuMs', 'hardwareMs', 'protocolMs'])
  exchange(run, SEND1)
  run.emit(Kind.sendOpen, 'A.client/send2', run.id(SERVER))
  burst(run, 'A', 'Send', 0.5)
  frame(run, 'A.client/send2/SEND.1', PacketType.SEND, 0.3)
  close(run.end(), [2, 0.9, 0.5, 0.9])
})

test('work that outlasts the last Send belongs to it', () => {
  const run = measuring(['clientCpuMs', 'serverCpuMs'])
  exchange(run, SEND1)
  burst(run, 'B', 'after Reply', 0.3)
  run.emit(Kind.burstOpen, 'A/cpu').at(run.now + 1e5)
  close(run.end(), [1, 1])
})

test('a local exchange is charged to the client', () => {
  const run = measuring(['framesPerExchange', 'clientCpuMs', 'serverCpuMs', 'cpuOverlapMs'])
  run.emit(Kind.sendOpen, SEND1, run.id('A.server'))
  burst(run, 'A', 'Send', 0.5)
  run.emit(Kind.received, SEND1, run.id('A.server'))
  run.emit(Kind.sendClose, SEND1, SendResult.replied)
  expect(run.end()).toEqual([0, 0.5, 0, 0])
})

test('copies, duplicates, failures and executions are counted', () => {
  const names = ['framesPerExchange', 'retransmissions', 'duplicatesSuppressed', 'executions']
  const run = measuring([...names, 'sendFailures', 'exchangeMs'])
  const server = run.id(SERVER)
  run.emit(Kind.sendOpen, SEND1, server)
  frame(run, `${SEND1}/SEND.1`, PacketType.SEND, 1)
  run.emit(Kind.executed, SEND1, server, 1)
  frame(run, `${SEND1}/SEND.2`, PacketType.SEND, 1)
  run.emit(Kind.duplicate, `${SEND1}/SEND.2`).emit(Kind.executed, SEND1, server, 2)
  run.emit(Kind.sendClose, SEND1, SendResult.noAnswer)
  frame(run, `${SEND1}/REPLY.1`, PacketType.REPLY, 1)
  run.emit(Kind.sendOpen, 'A.client/send2', server)
  run.emit(Kind.sendClose, 'A.client/send2', SendResult.crashed)
  expect(run.end()).toEqual([1.5, 1, 1, 2, 1, null])
})

test('the instructions in a budget come from two switches', () => {
  const of = (switches: Record<string, number>) =>
    measuring(['instructionsInBudget'], { switches }).end()
  expect(of({ mips: 2, protocolMicros: 250 })).toEqual([500])
  expect(of({ mips: 2 })).toEqual([0])
})

test('frames are counted once, sent or lost', () => {
  const run = measuring(['simulatedMs', 'framesSent', 'framesLost', 'bytesOnWire', 'frameMicros'])
  const [a, lost, stuck] = [`${SEND1}/SEND.1`, `${SEND1}/SEND.2`, `${SEND1}/SEND.3`]
  const send = (name: string, tries: number) => {
    for (let n = 1; n <= tries; n++) {
      run.emit(Kind.transmitOpen, `${name}/try${n}`, 568, run.id('A')).at(run.now + 5)
      const last = n === tries
      run.emit(Kind.transmitClose, `${name}/try${n}`, last ? 568 : 96, last ? 0 : 1)
    }
    run.emit(Kind.frameDone, name, 0)
  }
  send(a, 2)
  send(lost, 1)
  run.emit(Kind.lost, lost, run.id('A')).emit(Kind.overrun, lost, run.id('B'))
  run.emit(Kind.frameDone, stuck, 1)
  expect(run.at(2_000_000).end()).toEqual([2, 2, 2, 140, 0.005])
  expect(measuring(['frameMicros']).end()).toEqual([null])
})

test('a collision is one, however many stations notice it and whenever', () => {
  const run = measuring(['collisions'])
  const tries = ['a', 'b', 'c'].map((client) => `A.${client}/send1/SEND.1/try1`)
  const [a, b, c] = tries as [string, string, string]
  const open = (time: number, name: string) => run.at(time).emit(Kind.transmitOpen, name)
  const meet = (time: number, name: string) => run.at(time).emit(Kind.collision, name)
  const shut = (time: number, name: string) => run.at(time).emit(Kind.transmitClose, name, 0, 1)
  open(0, a)
  open(10, b)
  meet(11, b)
  shut(14, b)
  meet(21, a)
  shut(24, a)
  open(30, c)
  open(31, a)
  meet(32, c)
  meet(33, a)
  shut(36, c)
  shut(37, a)
  expect(run.end()).toEqual([2])
})

/** A datagram of so many bytes: 0.2 ms into the interface, 0.3 on the way, 0.1 waiting, 0.4 out of it. */
function datagram(run: FakeRun, name: string, bytes: number): void {
  burst(run, 'A', 'to interface', 0.2)
  run
    .emit(Kind.packetOut, name, PacketType.SEND)
    .emit(Kind.frameQueued, name, bytes)
    .at(run.now + 3e5)
  run.emit(Kind.handed, name, run.id('B')).at(run.now + 1e5)
  burst(run, 'B', 'from interface', 0.4)
}

test('the network penalty is a datagram’s time from memory to memory, of the largest ones', () => {
  const run = measuring(['penaltyMs', 'datagramBytes'])
  burst(run, 'A', 'Send', 5)
  datagram(run, `${SEND1}/SEND.1`, 64)
  datagram(run, `${SEND1}/REPLY.1`, 576)
  burst(run, 'A', 'to interface', 9)
  run.emit(Kind.packetOut, `${SEND1}/SEND.2`, PacketType.SEND)
  close(run.end(), [1, 576])
})

test('a run without datagrams has no network penalty', () => {
  expect(measuring(['penaltyMs', 'datagramBytes']).end()).toEqual([null, null])
})

test('no two metrics have the same name: the later one would silently stand for both', () => {
  const names = ALL_METRICS.map(({ name }) => name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
