import { around, arrow, box, coax, type Drawing, dot, line, machine, page, sign } from './marks.ts'

const FOUR = [42, 104, 166, 228]
const dots = (xs: readonly number[], y: number, look = 'grp'): Drawing =>
  xs.map((x) => dot(look, x, y, 4.5))

export const GROUPS: Readonly<Record<string, Drawing>> = {
  'multicast-or-unicast': [
    ...coax(66),
    box('req', 66, 62, 120, 8),
    ...FOUR.map((x) => line('wire', `M${x} 46V61`)),
    ...FOUR.map((x) => machine(x, 32, 32, 28)),
    ...around(16, 22, 238, 20),
    ...dots(FOUR, 32),
    line('wire live', 'M126 71v12'),
    machine(126, 94, 34, 20),
  ],
  'first-reply': [
    machine(135, 88, 44, 26),
    ...FOUR.map((x) => machine(x, 28, 34, 26)),
    ...around(18, 18, 234, 20),
    ...dots(FOUR, 28),
    ...arrow('rep', 166, 42, 146, 74),
    line('dashl', 'M42 42 118 76M104 42 128 74M228 42 154 76'),
  ],
  'k-of-n-replies': [
    ...[38, 66, 94, 122, 150, 178, 206, 234].map((x, i) => dot(i < 5 ? 'rep' : 'dash', x, 34, 9)),
    line('check', [38, 66, 94, 122, 150].map((x) => `M${x - 4} 34l3 3 5-6`).join('')),
    line('line', 'M26 58v8h136v-8M94 66v10'),
    machine(94, 90, 40, 24),
  ],
  'reply-implosion': [
    ...[18, 38, 56, 74, 94].flatMap((y) => arrow('rep', 34, y, 128, 56 + (y - 56) * 0.3)),
    ...[18, 38, 56, 74, 94].map((y) => dot('grp', 26, y, 4.5)),
    machine(186, 56, 100, 44),
    box('rep', 148, 46, 20, 20, 2),
    box('rep', 174, 46, 20, 20, 2),
    sign('full', 214, 56, 22),
  ],
  'nobody-holds-the-list': [
    ...page('dash', 113, 14, 44, 50),
    machine(50, 84, 60, 32),
    machine(135, 84, 60, 32),
    machine(220, 84, 60, 32),
    ...dots([38, 62, 135, 208, 220, 232], 84),
    line('dashl', 'M60 64 106 40M135 68v-2M210 64 164 40'),
  ],
  'name-lookup': [
    machine(48, 56, 50, 34),
    line('dashl', 'M74 50 168 22M74 62 168 90'),
    ...arrow('req', 76, 52, 166, 52),
    ...arrow('rep', 166, 62, 76, 62),
    machine(200, 20, 58, 24),
    machine(200, 57, 58, 30),
    machine(200, 94, 58, 24),
    box('kern', 184, 52, 32, 10, 3),
  ],
  'host-selection': [
    ...[40, 78, 116, 154, 192, 230].flatMap((x) => [28, 84].map((y) => machine(x, y, 30, 24))),
    ...[40, 116, 154].map((x) => box('ink', x - 9, 23, 18, 10, 2)),
    ...[78, 154, 192, 230].map((x) => box('ink', x - 9, 79, 18, 10, 2)),
    dot('grp', 135, 56, 6),
    ...arrow('rep', 78, 42, 124, 54),
    ...arrow('rep', 230, 42, 148, 55),
    ...arrow('rep', 116, 70, 130, 62),
    line('dashl', 'M40 70 124 58M192 42 146 52'),
  ],
  'ordered-multicast': [
    box('req', 48, 24, 54, 26, 3),
    box('kern', 48, 60, 54, 26, 3),
    box('kern', 168, 24, 54, 26, 3),
    box('req', 168, 60, 54, 26, 3),
    line('line', 'M40 16v80M160 16v80'),
    sign('diff', 131, 55, 24),
  ],
  'job-as-a-group': [
    machine(135, 22, 44, 26),
    line('line', 'M135 35v16M57 66V51H213V66M109 66V51M161 66V51'),
    ...[57, 109, 161, 213].map((x) => machine(x, 80, 38, 28)),
    ...around(30, 70, 210, 20),
    ...dots([57, 109, 161, 213], 80),
  ],
  'token-site': [
    line('dashl', 'M135 22 196 48 173 94H97L74 48z'),
    ...(
      [
        [135, 22],
        [196, 48],
        [173, 94],
        [97, 94],
        [74, 48],
      ] as const
    ).map(([x, y]) => dot('boxc', x, y, 12)),
    line('req', 'M196 41l7 7-7 7-7-7z'),
    ...arrow('req', 148, 26, 182, 40),
  ],
}
