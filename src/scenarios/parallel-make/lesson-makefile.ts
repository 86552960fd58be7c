/** The makefile of the lesson: a table that a program writes, a library, one file that is larger than the others, a link. */
const NAMES = Array.from({ length: 62 }, (_, i) => `m${i + 1}`).join(' ')

/** Of `files` sources two have names of their own; the first four others are the library. */
export const LESSON_MAKEFILE: readonly unknown[] = [
  `NAMES = ${NAMES}`,
  'OTHERS = $(wordlist 3,$(FILES),- - $(NAMES))',
  'LIBRARY = $(wordlist 1,4,$(OTHERS))',
  'REST = $(wordlist 5,62,$(OTHERS))',
  'MS = $(CPU)',
  '',
  'all: tables.h program',
  'tables.h: tables.txt',
  '\tawk -f tables.awk tables.txt > tables.h',
  'tables.h: MS = 2000',
  '%.o: %.c defs.h',
  '\tcc -c $<',
  {
    switch: 'graph',
    map: {
      complete: 'lexer.o: lexer.c defs.h tables.h',
      missing: 'lexer.o: lexer.c defs.h',
    },
  },
  '\tcc -c lexer.c -include tables.h',
  'library.a: $(LIBRARY:=.o)',
  '\tar r $@ $^',
  'library.a: MS = 500',
  'program: lexer.o $(REST:=.o) library.a big.o',
  '\tld -o $@ $^',
  'program: MS = 1000',
  'big.o: MS = $(CPU) * $(FACTOR)',
]
