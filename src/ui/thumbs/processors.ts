import { arrow, box, type Drawing, line, machine } from './marks.ts'

/** Work in a lane: where each piece begins, and how long it is. */
const lane = (
  look: string,
  y: number,
  pieces: readonly (readonly [x: number, w: number])[],
): Drawing => pieces.map(([x, w]) => box(look, x, y, w, 11, 2))

export const PROCESSORS: Readonly<Record<string, Drawing>> = {
  pipeline: [
    ...lane('kern', 22, [
      [30, 26],
      [58, 26],
      [86, 26],
      [114, 26],
    ]),
    ...lane('ink', 42, [
      [58, 40],
      [100, 40],
      [142, 40],
      [184, 40],
    ]),
    ...lane('req', 62, [
      [100, 18],
      [142, 18],
      [184, 18],
      [226, 18],
    ]),
    line('line', 'M24 90H250'),
  ],
  'parallel-make': [
    ...lane('kern', 20, [
      [24, 28],
      [54, 20],
      [76, 38],
      [116, 24],
      [142, 16],
    ]),
    ...lane('kern', 37, [
      [24, 42],
      [68, 32],
      [102, 28],
      [132, 18],
    ]),
    ...lane('kern', 54, [
      [24, 22],
      [48, 26],
      [76, 20],
      [98, 34],
      [134, 14],
    ]),
    ...lane('ink', 71, [[24, 134]]),
    box('req', 168, 45, 52, 13, 2),
    line('loss', 'M161 20h2v66h-2z'),
    line('line', 'M24 96H250'),
  ],
  'processor-pool': [
    ...[24, 56, 88].map((y) => machine(42, y, 40, 24)),
    box('ink', 32, 19, 20, 10, 2),
    line('dashl', 'M66 24H104M66 56H104M66 88H104'),
    box('tent', 110, 12, 138, 88, 8),
    ...[0, 1, 2, 3].flatMap((i) =>
      [0, 1, 2].map((k) => machine(132 + i * 32, 30 + k * 26, 24, 18)),
    ),
    ...[
      [0, 0],
      [1, 0],
      [2, 1],
      [0, 2],
    ].map(([i = 0, k = 0]) => box('ink', 125 + i * 32, 26 + k * 26, 14, 8, 1)),
  ],
  'remote-execution': [
    machine(60, 56, 64, 58),
    machine(210, 56, 64, 58),
    box('send', 40, 38, 40, 14, 4),
    box('req', 190, 38, 40, 14, 4),
    ...arrow('req', 96, 45, 174, 45),
    line('dashl', 'M96 72H176'),
    line('line', 'M44 66h32M44 74h22'),
  ],
  'process-migration': [
    machine(58, 56, 70, 64),
    machine(212, 56, 70, 64),
    ...[0, 1, 2].flatMap((i) =>
      [0, 1, 2].map((k) => box('dash', 34 + i * 17, 34 + k * 16, 13, 12, 1)),
    ),
    ...[0, 1, 2].flatMap((i) =>
      [0, 1, 2].map((k) =>
        box(i === 2 && k > 0 ? 'box' : 'ink', 188 + i * 17, 34 + k * 16, 13, 12, 1),
      ),
    ),
    ...lane('kern', 44, [
      [106, 12],
      [124, 12],
    ]),
    ...arrow('req', 100, 68, 168, 68),
  ],
}
