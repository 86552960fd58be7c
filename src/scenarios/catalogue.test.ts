import { expect, test } from 'vitest'
import { badgeOf, gallery, library, libraryDocument, searchable } from './catalogue.ts'
import { HOST_LIMITS, loadDocument } from './document/load.ts'

test('every document of the library loads', () => {
  for (const document of library)
    expect(loadDocument(document, { hosts: HOST_LIMITS.library })).toMatchObject({ ok: true })
})

test('ids are told apart, and the gallery has one card for each', () => {
  const ids = library.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(gallery.map(({ id }) => id)).toEqual(ids)
  expect(Object.keys(searchable)).toEqual(ids)
  for (const id of ids) expect(libraryDocument(id)?.id).toBe(id)
})

test('a card shows the figure that its document names, else the first that was read', () => {
  const figure = { metric: 'exchangeMs', unit: 'ms', source: 'a paper' }
  const recalled = { ...figure, value: 1, tag: 'M' }
  const read = { ...figure, value: 2, tag: 'F' }
  const ours = { ...figure, value: 3, tag: 'X' }
  const shown = { figureBadge: 'published', figure: { value: 2, unit: 'ms' }, published: true }
  expect(badgeOf([ours, recalled, read])).toEqual(shown)
  expect(badgeOf([{ ...recalled, headline: true }, read])).toEqual({
    figureBadge: 'reported',
    figure: { value: 1, unit: 'ms' },
    published: true,
  })
  expect(badgeOf([{ ...read, calibrated: true }])).toMatchObject({ figureBadge: 'reported' })
  expect(badgeOf([ours])).toMatchObject({ figureBadge: null, figure: null })
  expect(gallery.find(({ id }) => id === 'message-exchange')?.figure?.value).toBe(2.54)
})

test('a document is data: written down and read again it is the same', () => {
  for (const document of library)
    expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document)
})
