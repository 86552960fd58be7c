/** A disk that comes with files on it: its map, and pages no two of which are alike. */
import { firstDataBlock, inodeBlock, labelBlock, pagesMax } from './inode.ts'

type Image = ReadonlyMap<number, Uint8Array>

/** The one made last: runs of one scenario by the hundred begin with the same disk. */
let last: { readonly key: string; readonly image: Image } | null = null

/** Every block of it that is not all zero, by number. Whoever installs it copies what is in it. */
export function diskImage(files: number, filePages: number, blockBytes: number): Image {
  const key = `${files} ${filePages} ${blockBytes}`
  if (last?.key !== key) last = { key, image: makeImage(files, filePages, blockBytes) }
  return last.image
}

function makeImage(files: number, filePages: number, blockBytes: number): Image {
  const pages = Math.min(filePages, pagesMax(blockBytes))
  const first = firstDataBlock(files)
  const image = new Map<number, Uint8Array>()
  image.set(0, labelBlock({ nextFree: first + files * pages, files }))
  for (let file = 0; file < files; file++) {
    const blocks = Array.from({ length: pages }, (_, page) => first + file * pages + page)
    image.set(1 + file, inodeBlock(blocks))
    blocks.forEach((block, page) => {
      image.set(block, pageOf(file, page, blockBytes))
    })
  }
  return image
}

function pageOf(file: number, page: number, bytes: number): Uint8Array {
  const content = new Uint8Array(bytes)
  for (let i = 0; i < bytes; i++) content[i] = (i * 7 + page * 31 + file) & 0xff
  const view = new DataView(content.buffer)
  view.setUint16(0, file)
  view.setUint16(2, page)
  return content
}
