import type { ReactElement } from 'react'
import { Button } from './button.tsx'
import { useApp, useAppStore } from './store/context.ts'

/** One sentence to the reader, with a way on. */
export function NoticeBar(): ReactElement {
  const store = useAppStore()
  const notice = useApp((s) => s.notice)
  return (
    <div className="notice-place" role="status">
      {notice ? (
        <div className="notice">
          <p>{notice.sentence}</p>
          {notice.action ? (
            <Button look="line" onClick={notice.action.run}>
              {notice.action.label}
            </Button>
          ) : null}
          <Button look="quiet" onClick={() => store.getState().say(null)}>
            Dismiss
          </Button>
        </div>
      ) : null}
    </div>
  )
}
