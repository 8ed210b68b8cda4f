export interface TestServerSettings {
  /** A server that is there already; nothing is started. */
  readonly url: string | null
  readonly kind: 'embedded' | 'container'
  readonly major: number
  /** The container's image; `postgres:<major>` by default. */
  readonly image: string | null
}

const MAJORS = [14, 15, 16, 17, 18]

/** Reads which server tests run on from `TEST_DATABASE_URL` and `OMNI_TEST_POSTGRES*`. */
export function readTestServerSettings(env: NodeJS.ProcessEnv): TestServerSettings {
  const kind = env.OMNI_TEST_POSTGRES || 'embedded'
  if (kind !== 'embedded' && kind !== 'container') {
    throw new Error(`OMNI_TEST_POSTGRES must be 'embedded' or 'container', not '${kind}'`)
  }
  const major = Number(env.OMNI_TEST_POSTGRES_MAJOR || 18)
  if (!MAJORS.includes(major)) {
    throw new Error(
      `OMNI_TEST_POSTGRES_MAJOR must be one of ${MAJORS.join(', ')}, not '${env.OMNI_TEST_POSTGRES_MAJOR}'`,
    )
  }
  return { url: env.TEST_DATABASE_URL || null, kind, major, image: env.OMNI_TEST_POSTGRES_IMAGE || null }
}
