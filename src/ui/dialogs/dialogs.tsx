import type { ReactElement } from 'react'
import { part } from '../part.tsx'
import { loadCuts, loadMakefile, loadPlot } from '../parts.ts'
import { useApp } from '../store/context.ts'
import { KeysDialog } from './keys.tsx'
import { ShareDialog } from './share.tsx'
import { WhatIfDialog } from './what-if.tsx'

const Cuts = part(() => loadCuts().then((its) => its.CutsDialog))
const Makefile = part(() => loadMakefile().then((its) => its.MakefileDialog))
const PlotDialog = part(() => loadPlot().then((its) => its.PlotDialog))

/** The one that is open. */
export function Dialogs(): ReactElement | null {
  const dialog = useApp((s) => s.dialog)
  const isScenario = useApp((s) => s.screen === 'scenario')
  if (dialog === 'keys') return <KeysDialog />
  if (!isScenario || dialog === null) return null
  if (dialog === 'cuts') return <Cuts />
  if (dialog === 'makefile') return <Makefile />
  if (dialog.startsWith('plot:')) return <PlotDialog id={dialog.slice('plot:'.length)} />
  return dialog === 'share' ? <ShareDialog /> : <WhatIfDialog />
}
