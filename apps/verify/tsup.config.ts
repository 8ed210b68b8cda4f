import { defineAppBuild } from '@omni/tsup-config/app'

export default defineAppBuild(['src/bin.ts'], { external: ['@omni/local-server'] })
