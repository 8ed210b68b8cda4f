import { defineAppBuild } from '@omni/tsup-config/app'

export default defineAppBuild(['src/bin.ts', 'src/index.ts'], { external: ['@omni/local-server'] })
