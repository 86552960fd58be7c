/** A small document that uses every part of the format: what the tests take apart. */
import type { ScenarioDocument } from './document.ts'

export const sample: ScenarioDocument = {
  format: 1,
  id: 'my-exchange',
  revision: 1,
  title: 'My exchange',
  section: 'Communication',
  wave: 1,
  minutes: 5,
  pair: 'table',
  asks: 'What happens?',
  from: 'S2',
  switches: [
    {
      key: 'clock',
      label: 'Clock',
      kind: 'choice',
      values: [
        { value: '8', label: '8 MHz' },
        { value: '10', label: '10 MHz' },
      ],
      default: '10',
    },
    {
      key: 'table',
      label: 'Table',
      kind: 'choice',
      values: [
        { value: 'off', label: 'off' },
        { value: 'kept', label: 'kept' },
      ],
      default: 'kept',
      fix: 'kept',
    },
    {
      key: 'clients',
      label: 'Clients',
      kind: 'number',
      min: 1,
      max: 8,
      step: 1,
      default: 1,
      unit: '',
    },
    {
      key: 'waitMs',
      label: 'Wait',
      kind: 'number',
      min: 0,
      max: 100,
      step: 0.5,
      default: 10,
      unit: 'ms',
    },
  ],
  constraints: [
    {
      left: { product: [{ switch: 'clients' }, { switch: 'waitMs' }] },
      is: '<=',
      right: { sum: [{ switch: 'waitMs' }, 500] },
      says: 'The clients would wait for ever.',
    },
  ],
  network: { preset: 'eth3', metres: 500, lossPercent: 0 },
  kernel: {
    dialect: 'v',
    options: { duplicateTable: { switch: 'table', map: { off: false, kept: true } } },
  },
  hosts: [
    {
      name: 'C',
      count: { switch: 'clients' },
      role: 'workstation',
      metre: 10,
      spacing: 20,
      processor: { switch: 'clock', map: { '8': 'sun8', '10': 'sun10' } },
    },
    { name: 'F', role: 'file-server', metre: 400, processor: 'sun10', buffers: 2 },
  ],
  processes: [
    { name: 'server', host: 'F', program: 'echo-server', restarts: true },
    {
      name: 'client',
      host: 'C',
      count: 2,
      program: 'asker',
      args: { server: { process: 'server' }, waitMs: { switch: 'waitMs' } },
      startMs: 1.5,
    },
    {
      name: 'teacher',
      host: 'F',
      program: 'script',
      args: {
        do: [
          {
            send: { to: { process: 'server' }, message: 'hello', value: { switch: 'waitMs' } },
            as: 'answer',
          },
          { repeat: { times: { switch: 'clients' }, do: [{ compute: { ms: 1 } }] } },
          {
            when: { reply: 'result', is: '=', value: 'replied' },
            do: [{ note: 'done' }, { executed: true }],
            else: [{ destroy: { process: 'server' } }],
          },
          {
            while: { variable: 'answer', is: '<', value: 3 },
            do: [{ add: { variable: 'answer', by: 1 } }],
          },
          { exit: true },
        ],
      },
    },
  ],
  until: { timeMs: 100 },
  metrics: [{ name: 'exchangeMs', kind: 'run', label: 'Exchange', unit: 'ms' }],
  sweeps: [
    {
      id: 'by-wait',
      title: 'By wait',
      x: { switch: 'waitMs', values: [0, 0.5, 10] },
      lines: [
        { switch: 'table', values: ['off', 'kept'], names: ['without', 'with a table'] },
        { switch: 'clients', values: [1, 8] },
      ],
      metrics: ['exchangeMs'],
      seeds: 3,
      set: { clock: '8' },
      note: 'Nobody has published it.',
    },
  ],
  promisedWhen: { 'executed-at-most-once': [{ switch: 'table', is: '=', value: 'kept' }] },
  story: [
    {
      id: 'begin',
      at: { kind: 'sendOpen', entity: 'C1.client/*' },
      title: 'Begin',
      text: 'It **begins**.',
      ask: 'how-many',
    },
  ],
  predictions: [
    {
      id: 'how-many',
      question: 'How many?',
      overrides: { clock: '8' },
      metric: 'exchangeMs',
      choices: [
        { text: 'two', test: { is: '=', value: 2 } },
        { text: 'more', test: { from: 3, to: 9 } },
      ],
      because: 'So.',
    },
  ],
}
