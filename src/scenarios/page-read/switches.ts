import type { Switch } from '../document/document.ts'

export const switches: readonly Switch[] = [
  {
    key: 'segments',
    label: 'Segments',
    says: 'Whether a page may go along with the message or with its reply.',
    kind: 'choice',
    values: [
      { value: 'off', label: 'off: message, move, reply' },
      { value: 'on', label: 'on: the page rides along' },
    ],
    default: 'on',
    fix: 'on',
  },
  {
    key: 'direction',
    label: 'Direction',
    says: 'A read lets the server write into the client’s memory; a write lets it read from there.',
    kind: 'choice',
    values: [
      { value: 'read', label: 'read a page' },
      { value: 'write', label: 'write a page' },
    ],
    default: 'read',
  },
  {
    key: 'pageBytes',
    label: 'Page',
    says: 'A packet holds 1,024 bytes beside header and message; what is more goes in a move.',
    kind: 'number',
    min: 64,
    max: 4096,
    step: 64,
    default: 512,
    unit: 'bytes',
  },
  {
    key: 'grantCheck',
    label: 'Grant check',
    says: 'Whether the kernels hold a server to what the message granted.',
    kind: 'choice',
    values: [
      { value: 'off', label: 'off' },
      { value: 'on', label: 'on' },
    ],
    default: 'on',
    fix: 'on',
  },
  {
    key: 'trespass',
    label: 'Trespass',
    says: 'What the server tries once, at the second page, though it may not.',
    kind: 'choice',
    values: [
      { value: 'none', label: 'nothing' },
      { value: 'after-reply', label: 'MoveTo after its Reply' },
      { value: 'outside', label: 'MoveTo outside the segment' },
    ],
    default: 'after-reply',
  },
  {
    key: 'clock',
    label: 'Processors',
    says: 'Both machines are SUN workstations of this clock.',
    kind: 'choice',
    values: [
      { value: '8', label: '8 MHz' },
      { value: '10', label: '10 MHz' },
    ],
    default: '10',
  },
  {
    key: 'headers',
    label: 'Headers',
    says: 'V puts its packets straight into Ethernet frames; a header like IP’s makes an exchange a fifth dearer.',
    kind: 'choice',
    values: [
      { value: 'raw', label: 'raw Ethernet' },
      { value: 'ip-like', label: 'like IP' },
    ],
    default: 'raw',
  },
]
