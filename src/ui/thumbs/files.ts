import { arrow, box, type Drawing, dot, drum, line, machine, page, sign } from './marks.ts'

/** A block that was being written when the power went. */
const torn = (x: number, y: number): Drawing => [line('torn', `M${x} ${y}h22l-5 5 5 4-5 6h-17z`)]

/** One that has promised and does not know. */
const inDoubt = (x: number, y: number): Drawing => [
  dot('boxc', x, y, 13),
  line('ink', `M${x} ${y - 13}a13 13 0 0 1 0 26z`),
]

export const FILES: Readonly<Record<string, Drawing>> = {
  'half-done-work': [
    line('ink-l', 'M22 56H108M108 56c28 0 28-27 54-27h18M108 56c28 0 28 27 54 27h18'),
    box('dash', 38, 49, 14, 14, 2),
    box('dash', 66, 49, 14, 14, 2),
    sign('diff', 108, 56),
    sign('crash', 182, 29),
    sign('crash', 182, 83),
    box('box', 208, 21, 16, 16, 3),
    box('box', 230, 21, 16, 16, 3),
    box('ink', 208, 75, 16, 16, 3),
    box('box', 230, 75, 16, 16, 3),
  ],
  'stable-storage': [
    drum(86, 58, 46, 56),
    drum(184, 58, 46, 56),
    box('ink', 75, 54, 22, 15, 2),
    ...torn(173, 54),
    line('ink-l', 'M116 60h34M143 54l8 6-8 6'),
  ],
  'intentions-list': [
    ...page('box', 40, 22, 66, 68),
    line('loss', 'M112 24v30M112 24l24 8-24 8z'),
    line('ink-l', 'M112 22v56'),
    ...arrow('req', 142, 66, 176, 66),
    ...[0, 1, 2].flatMap((i) => [
      box(i === 1 ? 'ink' : 'box', 186, 22 + i * 25, 20, 18, 2),
      box(i === 0 ? 'ink' : 'box', 212, 22 + i * 25, 20, 18, 2),
    ]),
  ],
  'two-phase-commit': [
    dot('boxc', 135, 24, 14),
    line('check', 'M128 24l5 5 9-10'),
    ...arrow('req', 122, 34, 76, 68),
    ...arrow('req', 135, 40, 135, 66),
    ...arrow('req', 148, 34, 194, 68),
    ...[66, 135, 204].flatMap(
      (x): Drawing => [dot('boxc', x, 84, 13), line('check', `M${x - 6} 84l4 4 8-9`)],
    ),
  ],
  'coordinator-in-doubt': [
    line('dashl', 'M135 28 68 82M135 28 202 82M135 44v26'),
    dot('boxc', 135, 26, 15),
    sign('crash', 135, 26),
    ...inDoubt(66, 84),
    ...inDoubt(135, 84),
    ...inDoubt(204, 84),
  ],
  'price-of-consistency': [
    ...[45, 90, 135, 180, 225].map((x) => drum(x, 56, 28, 30)),
    box('req-l', 24, 26, 133, 60, 10),
    box('rep-l', 113, 20, 133, 72, 10),
  ],
  'immutable-versions': [
    ...page('box', 62, 18, 46, 60),
    ...page('box', 114, 28, 46, 60),
    ...page('dash', 166, 38, 46, 60),
  ],
  'swap-the-name': [
    box('kern', 32, 44, 62, 24, 6),
    line('box', 'M48 53h30v6h-30z'),
    line('dashl', 'M98 52 158 32'),
    ...arrow('req', 98, 60, 158, 80),
    ...page('dash', 166, 8, 36, 44),
    ...page('box', 166, 60, 36, 44),
  ],
  'file-server-cache': [
    machine(52, 56, 52, 40),
    ...arrow('req', 82, 50, 118, 50),
    ...arrow('rep', 118, 62, 82, 62),
    ...[0, 1, 2, 3].flatMap((i) => [
      box(i === 2 ? 'ink' : 'box', 124 + i * 16, 38, 14, 16, 2),
      box(i === 0 ? 'ink' : 'box', 124 + i * 16, 58, 14, 16, 2),
    ]),
    line('dashl', 'M190 56h12'),
    drum(226, 56, 40, 52),
  ],
  'stale-cache': [
    ...[24, 56, 88].map((y) => machine(52, y, 44, 24)),
    drum(214, 56, 44, 58),
    line('dashl', 'M76 24 190 42M76 56H190'),
    ...arrow('rep', 190, 70, 78, 88),
  ],
}
