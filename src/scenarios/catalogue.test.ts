import { expect, test } from 'vitest'
import { gallery, library, libraryDocument, searchable } from './catalogue.ts'
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

test('a document is data: written down and read again it is the same', () => {
  for (const document of library)
    expect(JSON.parse(JSON.stringify(document))).toStrictEqual(document)
})
