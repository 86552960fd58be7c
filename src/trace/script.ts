/**
 * The operations of the `script` program, as it is given them: every value decided, every process an identity.
 * They are written down here because the document that holds them and the program that carries them out see
 * nothing of each other. `as` keeps a result in a variable of the script.
 */
export type ScriptComparator = '<' | '<=' | '=' | '!=' | '>=' | '>'

/** Parts of the message that was last received, and of the last reply; `result` is how the last Send ended. */
export const MESSAGE_PARTS = ['message', 'value', 'result', 'from'] as const
export type MessagePart = (typeof MESSAGE_PARTS)[number]
export const SCOPES = ['local', 'remote', 'both'] as const
export type Scope = (typeof SCOPES)[number]
export const GRANT_RIGHTS = ['read', 'write', 'both'] as const
export type GrantRights = (typeof GRANT_RIGHTS)[number]

/** A constant, a variable of the script, or part of what last came in. */
export type Operand =
  | string
  | number
  | boolean
  | { readonly variable: string }
  | { readonly reply: MessagePart }
  | { readonly received: MessagePart }
/** A process by its identity, or a variable that holds one (from getPid, or `received: from`). */
export type Target =
  | { readonly process: string }
  | { readonly variable: string }
  | { readonly received: 'from' }

export type ScriptCondition =
  | { readonly variable: string; readonly is: ScriptComparator; readonly value: Operand }
  | { readonly reply: MessagePart; readonly is: ScriptComparator; readonly value: Operand }
  | { readonly received: MessagePart; readonly is: ScriptComparator; readonly value: Operand }

export interface SendOp {
  readonly send: {
    readonly to: Target
    readonly message?: Operand
    readonly value?: Operand
    /** What the receiver may do with a segment of the script's until it replies. */
    readonly grant?: { readonly segment: string; readonly rights: GrantRights }
  }
  /** Keeps the reply's value. */
  readonly as?: string
}
export interface ReceiveOp {
  /** `as` keeps the message's value. */
  readonly receive: true | { readonly as: string }
}
export interface ReplyOp {
  /** Without `to`: whoever's message was last received. */
  readonly reply: { readonly to?: Target; readonly message?: Operand; readonly value?: Operand }
}
export interface ComputeOp {
  readonly compute: { readonly ms: Operand } | { readonly micros: Operand }
}
export interface SleepOp {
  readonly sleep: { readonly ms: Operand } | { readonly micros: Operand }
}
export interface RepeatOp {
  readonly repeat: { readonly times: Operand; readonly do: readonly ScriptOp[] }
}
export interface WhileOp {
  readonly while: ScriptCondition
  readonly do: readonly ScriptOp[]
}
export interface WhenOp {
  readonly when: ScriptCondition
  readonly do: readonly ScriptOp[]
  readonly else?: readonly ScriptOp[]
}
export interface SetOp {
  readonly set:
    | { readonly variable: string; readonly value: Operand }
    | { readonly variable: string; readonly from: Operand }
}
export interface AddOp {
  readonly add: { readonly variable: string; readonly by: Operand }
}
export interface SetPidOp {
  readonly setPid: { readonly logicalId: number; readonly scope: Scope }
}
export interface GetPidOp {
  readonly getPid: { readonly logicalId: number; readonly scope: Scope; readonly as: string }
}
export interface DestroyOp {
  readonly destroy: Target
}
/** Of a process or of a group’s other members. `as` keeps how it went: `replied`, or why not. */
export interface SuspendOp {
  readonly suspend: Target
  readonly as?: string
}
export interface ResumeOp {
  readonly resume: Target
  readonly as?: string
}
/** Keeps the group's identifier; 0 where none was free. */
export interface CreateGroupOp {
  readonly createGroup: {
    readonly as: string
    readonly restricted?: boolean
    readonly local?: boolean
  }
}
/** `as` keeps how it went: `joined`, or why not. */
export interface JoinGroupOp {
  readonly joinGroup: { readonly group: Target; readonly as?: string }
}
export interface LeaveGroupOp {
  readonly leaveGroup: Target
}
/** `as` keeps 1 where somebody answers for the group, 0 where nobody does. */
export interface QueryGroupOp {
  readonly queryGroup: { readonly group: Target; readonly as: string }
}
/** The next reply to the last group Send becomes the last reply; its `result` is `none` after the time-out. */
export interface GetReplyOp {
  readonly getReply: { readonly ms: Operand }
}
/** Memory of the script's own, under a name: zeros, or `text` over and over. */
export interface AllocateOp {
  readonly allocate: { readonly as: string; readonly bytes: Operand; readonly text?: string }
}
/** A stretch of a segment that was granted, from `at`: by default all of it that fits the script's own. */
export interface Stretch {
  readonly at?: Operand
  readonly bytes?: Operand
}
/** `with`: whose segment, by default the last sender's. `as` keeps how it went: `done`, or why not. */
export interface MoveToOp {
  readonly moveTo: Stretch & { readonly with?: Target; readonly segment: string }
  readonly as?: string
}
export interface MoveFromOp {
  readonly moveFrom: Stretch & { readonly with?: Target; readonly segment: string }
  readonly as?: string
}
/** `as` keeps how many bytes came with the message. */
export interface ReceiveWithSegmentOp {
  readonly receiveWithSegment: { readonly segment: string; readonly as?: string }
}
export interface ReplyWithSegmentOp {
  readonly replyWithSegment: Stretch & {
    readonly to?: Target
    readonly message?: Operand
    readonly value?: Operand
    readonly segment: string
  }
}
/** `of`: whose message, by default the last sender's. Without `message` and `value` it goes on as it came. */
export interface ForwardOp {
  readonly forward: {
    readonly to: Target
    readonly of?: Target
    readonly message?: Operand
    readonly value?: Operand
  }
}
export interface NoteOp {
  readonly note: string
}
/** Marks the operation as done, for the checks that count executions. */
export interface ExecutedOp {
  readonly executed: true
}
/** Begins a transaction at a server, and keeps its identifier: `refused` where there is none to be had. */
export interface BeginOp {
  readonly begin: { readonly at: Target; readonly as: string }
}
/** Adds to what a label names, under a transaction. `as` keeps the new value, or `refused`. */
export interface WriteOp {
  readonly write: {
    readonly at: Target
    readonly transaction: Operand
    readonly label: string
    readonly by: Operand
  }
  readonly as?: string
}
/** `as` keeps what a label names now, outside any transaction. */
export interface ReadLabelOp {
  readonly readLabel: { readonly at: Target; readonly label: string }
  readonly as?: string
}
/** `as` keeps how it ended: `committed`, `aborted`, `refused` where there is no such one, `unknown` where nobody says. */
export interface CommitOp {
  readonly commit: { readonly at: Target; readonly transaction: Operand }
  readonly as?: string
}
export interface AbortOp {
  readonly abort: { readonly at: Target; readonly transaction: Operand }
  readonly as?: string
}
export interface ExitOp {
  readonly exit: true
}

export type ScriptOp =
  | SendOp
  | ReceiveOp
  | ReplyOp
  | ComputeOp
  | SleepOp
  | RepeatOp
  | WhileOp
  | WhenOp
  | SetOp
  | AddOp
  | SetPidOp
  | GetPidOp
  | DestroyOp
  | SuspendOp
  | ResumeOp
  | CreateGroupOp
  | JoinGroupOp
  | LeaveGroupOp
  | QueryGroupOp
  | GetReplyOp
  | AllocateOp
  | MoveToOp
  | MoveFromOp
  | ReceiveWithSegmentOp
  | ReplyWithSegmentOp
  | ForwardOp
  | NoteOp
  | ExecutedOp
  | BeginOp
  | WriteOp
  | ReadLabelOp
  | CommitOp
  | AbortOp
  | ExitOp
