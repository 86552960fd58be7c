// The checks on a parallel make, each on a run by hand that keeps its promise and on one that does not.
import { describe, expect, test } from 'vitest'
import { Kind } from '../trace/kinds.ts'
import { FakeRun } from './fake-run.ts'
import { madeOnce } from './made-once.ts'
import { prerequisitesFirst } from './prerequisites-first.ts'
import { sameOutput } from './same-output.ts'
import { speedupBounded } from './speedup-bounded.ts'
import { virtualProcessors } from './virtual-processors.ts'

/** A master on A that makes file 2 of file 1 and file 3 of file 2; builders on A and on B. */
class Make extends FakeRun {
  graph(): this {
    for (const [file, name] of ['Makefile', 'a.c', 'a.o', 'prog'].entries())
      this.emit(Kind.fileNamed, 'A.master', file, this.context.stringId(name))
    this.emit(Kind.fileNeeds, 'A.master', 2, 1).emit(Kind.jobKnown, 'A.master', 2, 100)
    this.emit(Kind.fileNeeds, 'A.master', 3, 2).emit(Kind.jobKnown, 'A.master', 3, 50)
    return this.emit(Kind.makeBegun, 'A.master', 2)
  }
  give(file: number, to: string): this {
    return this.emit(Kind.jobGiven, 'A.master', this.id(to), file)
  }
  build(file: number, by: string, sum: number): this {
    const job = `${by}/job${file}`
    return this.emit(Kind.jobOpen, job, file).emit(Kind.jobClose, job, 1, sum)
  }
  done(file: number, by: string): this {
    return this.emit(Kind.jobDone, 'A.master', this.id(by), file)
  }
  opens(file: number, by: string): this {
    return this.emit(Kind.inputOpened, by, file)
  }
  reads(file: number, by: string, sum: number): this {
    return this.emit(Kind.inputRead, by, file, sum)
  }
}

describe('prerequisites-first', () => {
  const run = () => new Make().check(prerequisitesFirst).graph()
  test('is kept by who opens sources, and what is made', () => {
    const its = run().opens(1, 'A.x').done(2, 'A.x').opens(2, 'B.x')
    expect([its.told, its.exercised]).toEqual([[], 1])
  })
  test('is broken by who opens what is still to be made', () => {
    expect(run().opens(2, 'B.x').told).toEqual(['B.x opened a.o, which was still to be made.'])
  })
})

describe('made-once', () => {
  const run = () => new Make().check(madeOnce).graph().give(2, 'A.x')
  test('is kept by a job that is given again when its processor is gone', () => {
    const its = run().emit(Kind.jobLost, 'A.master', 0, 3)
    its.emit(Kind.jobLost, 'A.master', its.id('A.x'), 2).give(2, 'B.x')
    expect([its.told, its.exercised]).toEqual([[], 2])
  })
  test('is broken by a job that two have', () => {
    expect(run().give(2, 'B.x').told).toEqual(['a.o was given to B.x, and A.x had it.'])
  })
})

describe('same-output', () => {
  const run = () => new Make().check(sameOutput).graph()
  test('is kept by equal builds, and by who reads them', () => {
    const its = run().build(2, 'A.x', 7).build(2, 'B.x', 7).reads(2, 'B.x', 7).reads(1, 'B.x', 9)
    expect([its.told, its.exercised]).toEqual([[], 2])
  })
  test('is kept by who read early what turned out to be the same', () => {
    expect(run().reads(2, 'B.x', 7).build(2, 'A.x', 7).told).toEqual([])
  })
  test.each([
    ['two builds that differ', run().build(2, 'A.x', 7).build(2, 'B.x', 8)],
    ['who reads something else', run().build(2, 'A.x', 7).reads(2, 'B.x', 8)],
    ['who read what was there before', run().reads(2, 'B.x', 6).build(2, 'A.x', 7)],
  ])('is broken by %s', (_, its) => expect(its.told).toHaveLength(1))
})

describe('speedup-bounded', () => {
  const end = (ms: number) => {
    const its = new Make().check(speedupBounded).graph().build(2, 'A.x', 1).build(3, 'B.x', 1)
    its.now = ms * 1e6
    return its.emit(Kind.makeEnded, 'A.master', 2).told
  }
  test('is kept by what takes as long as its longest way', () => expect(end(150)).toEqual([]))
  test('is broken by what is faster', () =>
    expect(end(149)).toEqual(['All was made in 149 ms; its longest way takes 150 ms.']))
  test('is broken by what is faster than its work shared out', () => {
    const its = new Make().check(speedupBounded)
    for (const file of [1, 2, 3]) its.emit(Kind.jobKnown, 'A.master', file, 100)
    its.emit(Kind.makeBegun, 'A.master', 3).build(1, 'A.x', 1)
    its.now = 299e6
    expect(its.emit(Kind.makeEnded, 'A.master', 3).told).toEqual([
      'All was made in 299 ms; a fair share of it takes 300 ms.',
    ])
  })
})

describe('virtual-processors', () => {
  const run = () => new Make().check(virtualProcessors).graph()
  const open = (its: Make, job: string, file: number) => its.emit(Kind.jobOpen, job, file)
  test('is kept by a job that is begun again when its machine is gone', () => {
    const its = open(run(), 'B.x/job1', 2).emit(Kind.crash, 'B')
    open(its, 'A.x/job1', 2)
    expect([its.told, its.exercised]).toEqual([[], 2])
  })
  test('is broken by two machines at one job', () => {
    const its = open(open(run(), 'B.x/job1', 2), 'A.x/job1', 2)
    expect(its.told).toEqual(['A began a.o while B was at it.'])
  })
  test('is broken by more jobs than virtual processors', () => {
    const its = run()
    its.emit(Kind.processCreated, 'A.v', 0, its.context.stringId('virtual-processor'))
    open(open(its, 'B.x/job1', 2), 'A.x/job1', 3)
    expect(its.told).toEqual(['2 jobs run, for 1 virtual processors.'])
  })
})
