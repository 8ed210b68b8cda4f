import { defineTests } from '@omni/vitest-config'

export default defineTests({ globalSetup: [] })
