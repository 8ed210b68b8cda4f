import { expect, test } from 'vitest'
import { DropBlockedError } from './drop-blocked-error.ts'

test('the sessions in the way are listed, and the hint ends the first', () => {
  const { code, message, hint } = new DropBlockedError(
    'public.e',
    [
      { pid: 101, user: 'app', application: 'worker' },
      { pid: 102, user: null, application: null },
    ],
    5_004,
  )
  expect({ code, message, hint }).toMatchInlineSnapshot(`
    {
      "code": "DROP_BLOCKED",
      "hint": "Wait for it to end, then re-run; or end it: SELECT pg_terminate_backend(101);",
      "message": "Enum public.e was not dropped: a transaction that may be using it unseen was still open after 5004 ms:
      - pid 101, user app, application worker
      - pid 102",
    }
  `)
})

test('a prepared transaction has no session to end', () => {
  const { message, hint } = new DropBlockedError(
    'public.e',
    [{ pid: null, user: null, application: null }],
    5_004,
  )
  expect({ message, hint }).toMatchInlineSnapshot(`
    {
      "hint": "Wait for it to end, then re-run.",
      "message": "Enum public.e was not dropped: a transaction that may be using it unseen was still open after 5004 ms:
      - a prepared transaction (see pg_prepared_xacts)",
    }
  `)
})
