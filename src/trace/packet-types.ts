/** What a packet of the interkernel protocol, or of a protocol above it, is for: the number in its header. */
export const PacketType = {
  SEND: 1,
  REPLY: 2,
  REPLY_PENDING: 3,
  NACK: 4,
  GETPID: 5,
  GETPID_REPLY: 6,
  DATA: 10,
  MOVE_ACK: 11,
  MOVE_FROM: 12,
  FORWARD: 13,
  ENQUIRE: 20,
  ALIVE: 21,
  DESTROY: 22,
  DESTROYED: 23,
  GROUP_QUERY: 30,
  GROUP_HERE: 31,
  UNORDERED: 40,
  REQUEST: 41,
  ORDERED: 42,
  BROADCAST: 43,
  TENTATIVE: 44,
  ACCEPT: 45,
  ACK: 46,
  RETRANS: 47,
  SYNC: 48,
  STATUS: 49,
  STABLE: 50,
  INVITE: 51,
  VOTE: 52,
  RESULT: 53,
  TOKEN_ACK: 60,
  CONFIRM: 61,
  LETTER_NACK: 62,
  REPAIR: 63,
  REFORM: 64,
  JOIN: 65,
  NEW_LIST: 66,
  BOUND: 70,
  SUSPEND: 71,
  RESUME: 72,
  QUERY: 73,
  /** A logical host says where it is from now on. */
  HERE: 110,
  /** To a packet of a move: whom it is for is frozen. */
  MOVE_PENDING: 118,
} as const
export type PacketTypeName = keyof typeof PacketType
/** One-way packets of protocols above the kernel: ordered groups, and the token’s. It only carries them. */
export const DATAGRAM_TYPES = [
  'UNORDERED',
  'REQUEST',
  'ORDERED',
  'BROADCAST',
  'TENTATIVE',
  'ACCEPT',
  'ACK',
  'RETRANS',
  'SYNC',
  'STATUS',
  'STABLE',
  'INVITE',
  'VOTE',
  'RESULT',
  'TOKEN_ACK',
  'CONFIRM',
  'LETTER_NACK',
  'REPAIR',
  'REFORM',
  'JOIN',
  'NEW_LIST',
  'BOUND',
] as const satisfies readonly PacketTypeName[]
export type DatagramType = (typeof DATAGRAM_TYPES)[number]
/** By the number in the packet; numbers that no packet has are ''. */
export const PACKET_NAMES: readonly string[] = Array.from(
  { length: Math.max(...Object.values(PacketType)) + 1 },
  (_, type) =>
    Object.entries(PacketType)
      .find(([, value]) => value === type)?.[0]
      .replaceAll('_', '-') ?? '',
)
