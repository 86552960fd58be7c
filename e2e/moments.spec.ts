// The README's links to the moments of insight, each opened as a reader would.
import { readFileSync } from 'node:fs'
import { clock } from '../src/analysis/numbers.ts'
import { library } from '../src/scenarios/catalogue.ts'
import { decodeLink } from '../src/share/link.ts'
import { expect, test } from './page.ts'

const ROW = /^\| (?<title>[^|]+) \| \[(?<beat>[^\]]+)\]\(#(?<link>s=[^)]+)\) \| [^|]+ \|$/gm
const rows = [...readFileSync('README.md', 'utf8').matchAll(ROW)].map(
  ({ groups }) => groups as { title: string; beat: string; link: string },
)

test('the list has a row for each scenario', () => {
  expect(rows.map(({ title }) => title)).toEqual(library.map(({ title }) => title))
})

for (const { title, beat, link } of rows)
  test(`${title}: ${beat}`, async ({ app }) => {
    const { page } = app
    await app.open(link)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    const story = page.getByRole('region', { name: 'Story' })
    await expect(story.getByRole('heading', { level: 2, name: beat })).toBeVisible()
    await expect(page.getByLabel('Run fingerprint')).toHaveText(/·[0-9a-f]{4}/)
    await expect(story.getByText('does not occur in this run')).toHaveCount(0)
    const decoded = decodeLink(`#${link}`)
    if (!decoded.ok) throw new Error(decoded.sentence)
    const { figure } = clock(decoded.state.cursor.time)
    await expect(page.getByRole('timer', { name: 'Time' })).toContainText(figure)
  })
