/**
 * The graph of a program that others wrote: which objects, libraries and headers Lua is made of, as its public makefile of July 2001
 * (revision 1.31, repository lua/lua) has them. Facts alone, in our own form: headers as numbers of a list, no line of its text.
 */
const HEADERS =
  'lua lapi lauxlib lcode ldebug ldo lfunc lgc llex llimits lmem lobject lopcodes lparser lstate lstring ltable ltm luadebug lualib lundump lvm lzio'.split(
    ' ',
  )

/** By object, the headers that it includes besides lua.h. */
const CORE: Readonly<Record<string, string>> = {
  lstate: 'ldo lobject llimits lstate luadebug lgc llex lzio lmem lstring ltable ltm',
  lapi: 'lapi lobject llimits ldo lstate luadebug lfunc lgc lmem lstring ltable ltm lvm',
  lmem: 'ldo lobject llimits lstate luadebug lmem',
  lstring: 'lmem llimits lobject lstate luadebug lstring',
  ltable: 'ldo lobject llimits lstate luadebug lmem ltable',
  ltm: 'ldo lobject llimits lstate luadebug lmem lstring ltable ltm',
  lvm: 'lapi lobject llimits ldebug lstate luadebug ldo lfunc lgc lopcodes lstring ltable ltm lvm',
  ldo: 'ldebug lstate lobject llimits luadebug ldo lgc lmem lparser lzio lstring ltable ltm lundump lvm',
  lobject: 'ldo lobject llimits lstate luadebug lmem',
  lfunc: 'lfunc lobject llimits lmem lstate luadebug',
  lgc: 'ldo lobject llimits lstate luadebug lfunc lgc lmem lstring ltable',
  lcode: 'lcode llex lobject llimits lzio lopcodes lparser ldebug lstate luadebug ldo lmem',
  lparser:
    'lcode llex lobject llimits lzio lopcodes lparser ldebug lstate luadebug lfunc lmem lstring',
  llex: 'llex lobject llimits lzio lparser lstate luadebug lstring',
  lopcodes: 'lopcodes llimits',
  lundump: 'ldebug lstate lobject llimits luadebug lfunc lmem lopcodes lstring lundump lzio',
  lzio: 'lzio',
  ldebug:
    'lapi lobject llimits lcode llex lzio lopcodes lparser ldebug lstate luadebug ldo lfunc lstring ltable ltm lvm',
  ltests:
    'lapi lobject llimits lauxlib lcode llex lzio lopcodes lparser ldebug lstate luadebug ldo lfunc lmem lstring ltable lualib',
}
const LIBRARY: Readonly<Record<string, string>> = {
  lauxlib: 'lauxlib luadebug lualib',
  lbaselib: 'lauxlib luadebug lualib',
  liolib: 'lauxlib luadebug lualib',
  lmathlib: 'lauxlib lualib',
  lstrlib: 'lauxlib lualib',
  ldblib: 'lauxlib luadebug lualib',
}

const objects = (table: Readonly<Record<string, string>>) =>
  Object.keys(table).map((name) => `${name}.o`)
const rules = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(
    ([name, headers]) =>
      `${name}.o: ${['lua', ...headers.split(' ')].map((each) => `${each}.h`).join(' ')}`,
  )

/** Its time is ours: nobody has published how long each of these files took. */
export const LUA_MAKEFILE: readonly string[] = [
  'lua: lua.o liblua.a liblualib.a; ld -o $@ $^',
  `liblua.a: ${objects(CORE).join(' ')}; ar r $@ $^`,
  `liblualib.a: ${objects(LIBRARY).join(' ')}; ar r $@ $^`,
  '%.o: %.c; cc -c $<',
  'lua.o: lua.h luadebug.h lualib.h',
  ...rules(CORE),
  ...rules(LIBRARY),
  'MS = $(CPU)',
  '%.a: MS = 500',
  'lua: MS = 1000',
  'lparser.o: MS = $(CPU) * $(FACTOR)',
]

/** Files of it, with the makefile itself. */
export const LUA_FILES =
  1 + 2 * (1 + objects(CORE).length + objects(LIBRARY).length) + HEADERS.length + 3
