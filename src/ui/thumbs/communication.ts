import {
  arrow,
  box,
  coax,
  collision,
  type Drawing,
  drum,
  line,
  machine,
  sign,
  tapped,
} from './marks.ts'

const LINES = line('line', 'M30 26H240M30 86H240')

/** Frames side by side on one line. */
const frames = (look: string, y: number, xs: readonly number[], w: number): Drawing =>
  xs.map((x) => box(look, x, y, w, 14, 1))

export const COMMUNICATION: Readonly<Record<string, Drawing>> = {
  'message-exchange': [
    line('line', 'M30 30H240M30 82H240'),
    box('ink', 30, 24, 48, 12),
    box('send', 78, 24, 114, 12, 3),
    box('ink', 192, 24, 48, 12),
    box('ink', 110, 76, 52, 12),
    ...arrow('req', 80, 37, 108, 75),
    ...arrow('rep', 164, 75, 191, 37),
  ],
  'where-the-millisecond-goes': [
    box('req', 20, 34, 32, 16),
    box('kern', 53, 34, 40, 16),
    box('ink', 94, 34, 40, 16),
    box('rep', 135, 60, 32, 16),
    box('kern', 168, 60, 40, 16),
    box('ink', 209, 60, 40, 16),
    line('line', 'M20 88H250M20 84v8M135 84v8M250 84v8M135 50v10'),
  ],
  'ethernet-collision': [
    ...coax(56),
    box('req', 52, 52, 74, 8),
    box('req', 144, 52, 74, 8),
    ...tapped(50, 56, -1),
    ...tapped(220, 56, 1),
    collision(135, 56),
  ],
  'ethernet-under-load': [
    ...coax(56),
    box('req', 96, 52, 60, 8),
    ...[40, 78, 116, 154, 192, 230].flatMap((x) => tapped(x, 56, -1, x === 116)),
    ...[40, 78, 116, 154, 192, 230].flatMap((x) => tapped(x, 56, 1)),
  ],
  'lost-reply': [
    line('line', 'M40 22H230M40 88H230'),
    ...arrow('req', 70, 22, 98, 84),
    ...arrow('req', 158, 22, 186, 84),
    line('rep-l', 'M118 84 134 52M206 84 228 28'),
    sign('drop', 136, 44, 18),
    box('ink', 97, 83, 18, 10),
    box('ink', 185, 83, 18, 10),
  ],
  'slow-or-dead': [
    machine(56, 56, 44, 32),
    line('send', 'M46 50h20v12h-20z'),
    ...arrow('req', 82, 50, 148, 32),
    ...arrow('req', 82, 62, 148, 82),
    machine(186, 30, 64, 32, 'dash'),
    box('ink', 164, 25, 44, 10, 2),
    machine(186, 84, 64, 32, 'dash'),
    sign('crash', 186, 84),
  ],
  'page-read': [
    LINES,
    ...arrow('req', 46, 28, 62, 82),
    ...arrow('rep', 76, 84, 92, 30),
    box('ink', 78, 50, 14, 18, 2),
    line('dashl', 'M122 18v76'),
    ...arrow('req', 146, 28, 162, 82),
    ...arrow('rep', 170, 84, 186, 30),
    box('ink', 171, 50, 14, 18, 2),
    ...arrow('req', 190, 28, 206, 82),
    ...arrow('rep', 214, 84, 230, 30),
  ],
  'program-load': [
    ...frames('req', 28, [30, 46, 62, 78, 94, 110, 126, 142], 14),
    ...frames('rep', 28, [164], 6),
    ...frames('req', 66, [30, 62, 94, 126, 158, 190], 14),
    ...frames('rep', 66, [50, 82, 114, 146, 178, 210], 6),
    line('line', 'M30 46H240M30 84H240'),
  ],
  'remote-disk-beats-local': [
    machine(58, 40, 52, 32),
    drum(58, 82, 30, 24),
    line('wire', 'M84 40H186'),
    box('ink', 122, 35, 36, 10, 2),
    machine(212, 40, 52, 32),
    drum(212, 82, 44, 26),
  ],
}
